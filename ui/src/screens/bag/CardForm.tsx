import type { FaultView } from "../../host";
import { Field, Pick } from "../../parts/Field";
import { type CardText, type FactName, withBody, withFact } from "./frontMatter";

type Shape = "line" | "list" | "day";

const FIELDS: { name: FactName; label: string; shape: Shape; hint?: string }[] = [
  { name: "number", label: "Number", shape: "line", hint: "What people call it by on a radio: R04" },
  { name: "title", label: "Title", shape: "line" },
  { name: "version", label: "Version", shape: "line", hint: "Left as it is, saving counts it up." },
  { name: "review_due", label: "Look at it again on", shape: "day", hint: "2027-11-30" },
  { name: "mission", label: "Mission", shape: "line", hint: "One line: what it is for" },
  { name: "reports_to", label: "Reports to", shape: "line" },
  { name: "supervises", label: "Supervises", shape: "list" },
  { name: "triggers", label: "Starts when", shape: "list" },
  { name: "systems", label: "Systems whose failure brings it up", shape: "list", hint: "Codes, one a line: LIMS" },
  { name: "location", label: "Where", shape: "list", hint: "First place, then the other" },
  { name: "reach_by", label: "Reach by", shape: "list", hint: "First a way that needs no network" },
  { name: "min_grade", label: "May be held by", shape: "line", hint: "The lowest grade" },
  { name: "tabard", label: "Tabard", shape: "line" },
  { name: "see", label: "Cards handed out with it", shape: "list", hint: "Ids, one a line" },
  { name: "forms", label: "Forms its holder owns", shape: "list" },
  { name: "evidence", label: "Where it comes from", shape: "list" },
];

/** The facts of a card as fields, its steps as text. A fault stands at the field that it speaks about. */
export function CardForm({
  text,
  card,
  faults,
  onChange,
}: {
  text: string;
  card: CardText;
  faults: readonly FaultView[];
  onChange: (text: string) => void;
}) {
  const errors = faults.filter((fault) => fault.severity === "error");
  const of = (name: FactName) => errors.find((fault) => card.factOfLine.get(fault.line) === name)?.what ?? null;
  const body = errors.filter((fault) => fault.line >= card.bodyLine);
  const inBody = body[0];
  const bodyFault = inBody
    ? `Line ${inBody.line - card.bodyLine + 1} of these: ${inBody.what}${body.length > 1 ? ` And ${body.length - 1} more.` : ""}`
    : null;
  return (
    <>
      <div className="editor-fields">
        <Pick
          label="Kind"
          value={String(card.facts.get("kind") ?? "task")}
          options={[
            { value: "role", text: "Role card" },
            { value: "task", text: "Task card" },
          ]}
          onChange={(kind) => onChange(withFact(text, "kind", kind))}
          fault={of("kind")}
        />
        <Field
          label="Role"
          aside="(id in roles.toml)"
          value={String(card.facts.get("role") ?? "")}
          onChange={(role) => onChange(withFact(text, "role", role === "" ? null : role))}
          fault={of("role")}
        />
        {FIELDS.map(({ name, label, shape, hint }) => {
          const value = card.facts.get(name);
          const isList = shape === "list";
          const shown = isList ? (Array.isArray(value) ? value.join("\n") : "") : String(value ?? "");
          return (
            <Field
              key={name}
              label={label}
              aside={isList ? "(one a line)" : ""}
              value={shown}
              lines={isList ? Math.min(6, Math.max(2, shown.split("\n").length)) : 1}
              hint={hint}
              fault={of(name)}
              className={shape === "line" && name !== "number" && name !== "version" ? "editor-wide" : ""}
              onChange={(typed) =>
                onChange(withFact(text, name, isList ? (typed === "" ? [] : typed.split("\n")) : typed))
              }
            />
          );
        })}
      </div>
      <Field
        label="Steps, do not, escalate if, equipment"
        hint="## begins a part. A step: 3. Do this. {due 15, critical, second person}. Other lines begin with -"
        value={card.body}
        onChange={(typed) => onChange(withBody(text, typed))}
        lines={26}
        fault={bodyFault}
        className="editor-text"
      />
    </>
  );
}
