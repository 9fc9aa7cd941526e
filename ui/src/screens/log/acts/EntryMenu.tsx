import { useMemo } from "react";
import { Menu, MenuItem, Popover } from "react-aria-components";
import type { EntryView } from "../../../host";
import type { EntryAct } from "./EntryDialogs";
import { actsOf } from "./entryActs";

/** What can be done about one entry. One menu for all rows: a long list carries none of its own. */
export function EntryMenu({
  entry,
  button,
  onClose,
  onAct,
}: {
  entry: EntryView;
  button: HTMLElement;
  onClose: () => void;
  onAct: (act: EntryAct) => void;
}) {
  const trigger = useMemo(() => ({ current: button }), [button]);
  return (
    <Popover
      className="popover"
      aria-label={`Acts on no. ${entry.number}`}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom end"
    >
      <Menu
        className="pick-list"
        aria-label={`Acts on no. ${entry.number}`}
        autoFocus="first"
        onAction={(act) => {
          onClose();
          onAct(act as EntryAct);
        }}
        onClose={onClose}
      >
        {actsOf(entry).map((each) => (
          <MenuItem key={each.id} id={each.id} className="pick-option inset-focus">
            {each.words}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
