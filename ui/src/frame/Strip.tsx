import { GraduationCap, Hourglass, OctagonAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Icon } from "../parts/Icon";

/** A warning that stands until its cause is gone. Worst first. */
export type Warning = {
  id: string;
  severity: "fault" | "warning" | "exercise";
  /** Said first, in bold. */
  lead: string;
  rest: string;
  act?: { label: string; go: () => void };
};

const ICON = { fault: OctagonAlert, warning: Hourglass, exercise: GraduationCap } as const;

function Act({ act }: { act: NonNullable<Warning["act"]> }) {
  return (
    <AriaButton className="strip-act" onPress={act.go}>
      {act.label}
    </AriaButton>
  );
}

/** One line, one action; a second warning becomes "2 warnings". It cannot be dismissed. */
export function Strip({ warnings, standing }: { warnings: readonly Warning[]; standing: string | null }) {
  const [open, setOpen] = useState(false);
  const [first, ...others] = warnings;
  if (!first && !standing) return null;
  const tone = first?.severity ?? "warning";
  return (
    <section className={`strip strip-${tone}`} aria-label="Warnings">
      <Icon of={first ? ICON[tone] : TriangleAlert} size={22} />
      {first && (
        <p className="strip-words">
          <strong>{first.lead}</strong> <span className="strip-rest">{first.rest}</span>
        </p>
      )}
      {first?.act && <Act act={first.act} />}
      {others.length > 0 && (
        <DialogTrigger isOpen={open} onOpenChange={setOpen}>
          <AriaButton className="strip-act">{warnings.length} warnings</AriaButton>
          <Popover className="popover strip-popover" placement="bottom end">
            <Dialog className="strip-dialog" aria-label="All warnings">
              <ul className="stack">
                {warnings.map((warning) => (
                  <li key={warning.id} className="strip-item">
                    <Icon of={ICON[warning.severity]} size={22} />
                    <p>
                      <strong>{warning.lead}</strong> {warning.rest}
                    </p>
                    {warning.act && (
                      <AriaButton
                        className="strip-act"
                        onPress={() => {
                          setOpen(false);
                          warning.act?.go();
                        }}
                      >
                        {warning.act.label}
                      </AriaButton>
                    )}
                  </li>
                ))}
              </ul>
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
      {standing && (
        <p className={first ? "strip-standing" : "strip-words"}>{first ? standing : <strong>{standing}.</strong>}</p>
      )}
    </section>
  );
}
