import type { OwnFault, OwnPaper, OwnPaperView } from "../../host";
import { Card } from "../../parts/Boxes";
import { Field } from "../../parts/Field";
import { OwnScaleTable } from "./OwnScaleTable";
import { asLines, faultAt, fromLines, room } from "./ownPaper";

type ListKey = "time_critical" | "antimicrobial" | "tall_man";
type NameKey = "consent_form" | "vte_form" | "resuscitation_form" | "child_chart" | "maternity_chart";

const LISTS: { key: ListKey; label: string; hint: string }[] = [
  {
    key: "time_critical",
    label: "Medicines whose time matters",
    hint: "Approved names in small letters. Marked on the prescription chart.",
  },
  {
    key: "antimicrobial",
    label: "Antimicrobials",
    hint: "Approved names in small letters. Review by day 3 is asked for.",
  },
  {
    key: "tall_man",
    label: "Names written apart",
    hint: "From one adopted list, as it writes them: prednisoLONE. Until then names stand in small letters.",
  },
];

const NAMES: { key: NameKey; label: string; hint: string }[] = [
  { key: "consent_form", label: "Consent form, and where it is kept", hint: "Consent form 1: theatre reception" },
  { key: "vte_form", label: "Form for clots and bleeding, and where it is kept", hint: "" },
  { key: "resuscitation_form", label: "Resuscitation form, and where it is kept", hint: "" },
  { key: "child_chart", label: "Children’s observation chart: its name", hint: "" },
  { key: "maternity_chart", label: "Maternity observation chart: its name", hint: "" },
];

/** The hospital's paper: lists, names of its own forms, the insulin scale, who decided. */
export function OwnPaperForm({
  paper,
  own,
  faults,
  onChange,
}: {
  paper: OwnPaper;
  own: OwnPaperView;
  faults: readonly OwnFault[];
  onChange: (paper: OwnPaper) => void;
}) {
  const set = (more: Partial<OwnPaper>) => onChange({ ...paper, ...more });
  const at = (place: string) => faultAt(faults, place);
  return (
    <>
      <Card title="Who decided">
        <div className="stack">
          <p className="second">Needed as soon as one answer below is given; empty answers change nothing on paper.</p>
          <div className="editor-fields">
            <Field
              label="Who decided this here"
              aside="(name and post)"
              value={paper.decided_by}
              onChange={(decided_by) => set({ decided_by })}
              fault={at("decided_by")}
            />
            <Field
              label="On"
              value={paper.decided_on}
              onChange={(decided_on) => set({ decided_on })}
              hint="As 2026-11-30"
              fault={at("decided_on")}
            />
          </div>
        </div>
      </Card>
      <Card title="Medicines">
        <div className="stack">
          {LISTS.map(({ key, label, hint }) => (
            <Field
              key={key}
              label={label}
              aside="(one a line)"
              value={asLines(paper[key])}
              lines={Math.min(8, Math.max(3, paper[key].length + 1))}
              hint={hint}
              fault={at(key)}
              onChange={(text) => set({ [key]: fromLines(text) })}
            />
          ))}
        </div>
      </Card>
      <Card title="Your own forms and charts">
        <div className="stack">
          {NAMES.map(({ key, label, hint }) => (
            <Field
              key={key}
              label={label}
              value={paper[key]}
              hint={`${hint === "" ? "" : `As “${hint}”. `}${room(paper[key], own.limits.name)}`}
              fault={at(key)}
              onChange={(text) => set({ [key]: text })}
            />
          ))}
          <Field
            label="A day of fluid balance begins at"
            aside="(hour, 0 to 23)"
            value={paper.day_starts_h}
            hint="Midnight while this is empty"
            fault={at("day_starts_h")}
            onChange={(day_starts_h) => set({ day_starts_h })}
          />
          <Field
            label="Your rule for a low glucose"
            value={paper.hypo_rule}
            hint={`It stands in the box of the insulin charts. ${room(paper.hypo_rule, own.limits.hypo_rule)}`}
            fault={at("hypo_rule")}
            onChange={(hypo_rule) => set({ hypo_rule })}
          />
        </div>
      </Card>
      <OwnScaleTable scale={paper.scale} own={own} faults={faults} onChange={(scale) => set({ scale })} />
    </>
  );
}
