import { ChevronDown } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button as AriaButton, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { RoleRow } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, FieldFault } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useAct } from "../../state/session";

/** Gives the role to a person; hands it over when somebody holds it. Names the home knows are offered, any may be typed. */
export function AssignForm({ row, people, onDone }: { row: RoleRow; people: readonly string[]; onDone: () => void }) {
  const { busy, error, run } = useAct();
  const [person, setPerson] = useState("");
  const [contact, setContact] = useState("");
  const [tried, setTried] = useState(false);
  const held = row.holders.length > 0;
  // While somebody stands in, the likely next act is that the holder is back.
  const isCovered = row.holders.some((holder) => holder.covers !== "");
  const fault = person.trim() === "" ? "Name the person." : null;
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (fault) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    const cmd = held ? "role_hand_over" : "role_assign";
    if (await run(cmd, { role: row.id, person: person.trim(), contact: contact.trim() })) onDone();
  };
  return (
    <form className="stack" aria-label={`Assign ${row.title}`} onSubmit={save} noValidate>
      <ComboBox
        className="field"
        allowsCustomValue
        inputValue={person}
        onInputChange={setPerson}
        isInvalid={tried && fault !== null}
        menuTrigger="input"
        autoFocus
        defaultItems={people.map((name) => ({ id: name, name }))}
      >
        <Label className="label">{held ? "Hand over to" : "Who takes it"}</Label>
        {tried && fault && <FieldFault>{fault}</FieldFault>}
        <div className="combo">
          <Input className="input" />
          <AriaButton className="combo-open" aria-label="Known names">
            <Icon of={ChevronDown} size={20} />
          </AriaButton>
        </div>
        <Popover className="popover">
          <ListBox className="pick-list">
            {(each: { id: string; name: string }) => (
              <ListBoxItem id={each.id} textValue={each.name} className="pick-option inset-focus">
                {each.name}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <Field label="How to reach them" aside="(radio, bleep, runner)" value={contact} onChange={setContact} />
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button kind={isCovered ? "secondary" : "primary"} type="submit" isDisabled={busy}>
          {held ? "Hand over" : "Assign"} {person.trim() === "" ? row.title : person.trim()}
        </Button>
      </div>
    </form>
  );
}
