import { ArrowDown, ArrowUp, Plus } from "lucide-react";
import { useRef, useState } from "react";
import type { OwnFault, OwnPaperView, OwnRule } from "../../host";
import { Card } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Pick, Tick } from "../../parts/Field";
import { useAnnounce } from "../../state/announcer";
import { OwnRow } from "./OwnRow";
import { changed, errorsIn, faultAt, moved, newId, room } from "./ownPaper";

/** The rule for a patient's sheet that no other rule names. */
const OTHER = "other-sheet";

const HOW = [
  { value: "whole", text: "Type all of it" },
  { value: "absolute", text: "Type what must be known, scan the rest" },
  { value: "scanned", text: "Scan" },
  { value: "kept", text: "Keep on paper" },
  { value: "never", text: "Does not come back" },
];

/** No other way after a long outage; a list box needs a word for it. */
const SAME = "same";

const LONG_HOW = [{ value: SAME, text: "The same way" }, ...HOW];

const HOW_WORDS = new Map(HOW.map(({ value, text }) => [value, text]));

/** The rules of back-entry in the order of entry: moved, changed, added, taken out. */
export function OwnRules({
  rules,
  own,
  faults,
  onChange,
}: {
  rules: readonly OwnRule[];
  own: OwnPaperView;
  faults: readonly OwnFault[];
  onChange: (rules: OwnRule[]) => void;
}) {
  const [open, setOpen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const announce = useAnnounce();
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number) => {
    const rule = rules[from];
    if (!rule || to < 0 || to >= rules.length) return;
    onChange(moved(rules, from, to));
    announce(`${rule.id} is number ${to + 1} of ${rules.length} now.`);
    // The row is drawn elsewhere; the hand goes on with the same row.
    const way = to < from ? "up" : "down";
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-rule="${rule.id}"]`);
      const same = row?.querySelector<HTMLButtonElement>(`[data-way="${way}"] button:not(:disabled)`);
      (same ?? row?.querySelector<HTMLButtonElement>("button:not(:disabled)"))?.focus();
    });
  };
  const add = () => {
    setTried(true);
    if (name.trim() === "") return;
    const id = newId(name, [...rules.map((rule) => rule.id)]);
    const rule: OwnRule = {
      id,
      sheets: [],
      how: "absolute",
      what: "",
      owner: "",
      within_h: "",
      second_person: true,
      long_h: "",
      long_how: "",
      source: "",
    };
    onChange([...rules, rule]);
    setOpen(id);
    setName("");
    setTried(false);
  };
  return (
    <Card title="Rules in the order of entry" aside={rules.length} flush>
      <p className="bag-note">
        The first is entered first. Alt with the up or down arrow moves the row that has focus.
      </p>
      <ol ref={list}>
        {rules.map((rule, at) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            at={at}
            count={rules.length}
            own={own}
            faults={faults}
            isOpen={open === rule.id}
            onOpen={() => setOpen(open === rule.id ? null : rule.id)}
            onMove={(to) => move(at, to)}
            onChange={(more) => onChange(changed(rules, at, more))}
            onRemove={() => onChange(rules.filter((_, n) => n !== at))}
            taken={rules.filter((_, n) => n !== at)}
          />
        ))}
      </ol>
      <div className="row own-add">
        <Field
          label="Name of another rule"
          value={name}
          onChange={setName}
          fault={tried && name.trim() === "" ? "Write a short name: scanned charts." : null}
        />
        <Button icon={Plus} onPress={add}>
          Add a rule
        </Button>
      </div>
    </Card>
  );
}

type RowProps = {
  rule: OwnRule;
  at: number;
  count: number;
  own: OwnPaperView;
  faults: readonly OwnFault[];
  isOpen: boolean;
  taken: readonly OwnRule[];
  onOpen: () => void;
  onMove: (to: number) => void;
  onChange: (more: Partial<OwnRule>) => void;
  onRemove: () => void;
};

function RuleRow(props: RowProps) {
  const { rule, at, count, own, faults, isOpen, onOpen, onMove, onRemove } = props;
  const errors = errorsIn(faults, `rule.${at}`);
  const names = rule.sheets.map((id) => own.sheets.find((sheet) => sheet.id === id)?.name ?? id);
  const sheets = rule.id === OTHER ? "Any other sheet of a patient" : names.join(", ") || "No sheet yet";
  return (
    <OwnRow
      name={rule.id}
      head={
        <>
          <p className="semi">
            {at + 1}. {sheets}
          </p>
          <p className="second">
            {HOW_WORDS.get(rule.how) ?? rule.how}
            {rule.how !== "never" && rule.within_h !== "" && ` · in ${rule.within_h} h`}
            {rule.second_person && " · second person"} · {rule.id}
          </p>
        </>
      }
      errors={errors}
      isOpen={isOpen}
      onOpen={onOpen}
      onRemove={onRemove}
      question="Take it out? A patient’s sheet that no rule names falls under “any other sheet”."
      acts={
        <>
          <span data-way="up">
            <Button
              icon={ArrowUp}
              isDisabled={at === 0}
              onPress={() => onMove(at - 1)}
              aria-label={`Move ${rule.id} up`}
            >
              Up
            </Button>
          </span>
          <span data-way="down">
            <Button
              icon={ArrowDown}
              isDisabled={at === count - 1}
              onPress={() => onMove(at + 1)}
              aria-label={`Move ${rule.id} down`}
            >
              Down
            </Button>
          </span>
        </>
      }
      data-rule={rule.id}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        onMove(event.key === "ArrowUp" ? at - 1 : at + 1);
      }}
    >
      <RuleForm {...props} />
    </OwnRow>
  );
}

function RuleForm({ rule, at, own, faults, taken, onChange }: RowProps) {
  const of = (key: string) => faultAt(faults, `rule.${at}.${key}`);
  const elsewhere = (id: string) => taken.find((other) => other.sheets.includes(id));
  const whole = faults.find((fault) => fault.severity === "error" && fault.place === `rule.${at}`)?.what ?? null;
  const comes = rule.how !== "never";
  return (
    <div className="stack own-rule-form">
      {whole && <p className="strong">{whole}</p>}
      {rule.id !== OTHER && (
        <fieldset className="own-sheets">
          <legend className="semi">Sheets that it is for</legend>
          {of("sheets") && <p className="strong">{of("sheets")}</p>}
          {own.sheets.map((sheet) => {
            const other = elsewhere(sheet.id);
            const isOn = rule.sheets.includes(sheet.id);
            return (
              <Tick
                key={sheet.id}
                isSelected={isOn}
                isDisabled={Boolean(other) && !isOn}
                onChange={(on) =>
                  onChange({
                    sheets: on ? [...rule.sheets, sheet.id] : rule.sheets.filter((id) => id !== sheet.id),
                  })
                }
              >
                {sheet.name}
                {other && !isOn && <span className="second"> (in {other.id})</span>}
              </Tick>
            );
          })}
        </fieldset>
      )}
      <Pick
        label="What becomes of it"
        value={rule.how}
        options={HOW}
        onChange={(how) => onChange({ how })}
        fault={of("how")}
      />
      {comes && (
        <>
          <Field
            label="What is typed and looked at"
            value={rule.what}
            lines={2}
            hint={room(rule.what, own.limits.what)}
            fault={of("what")}
            onChange={(what) => onChange({ what })}
          />
          <div className="editor-fields">
            <Pick
              label="Whose people enter it"
              value={rule.owner === "" ? null : rule.owner}
              options={own.roles.map((role) => ({ value: role.id, text: role.name }))}
              onChange={(owner) => onChange({ owner })}
              fault={of("owner")}
            />
            <Field
              label="In how many hours"
              aside="(from the turn to recovery)"
              value={rule.within_h}
              fault={of("within_h")}
              onChange={(within_h) => onChange({ within_h })}
            />
            <Field
              label="Another way after an outage of more than"
              aside="(hours; may stay empty)"
              value={rule.long_h}
              fault={of("long_h")}
              onChange={(long_h) => onChange({ long_h })}
            />
            <Pick
              label="That way"
              value={rule.long_how === "" ? SAME : rule.long_how}
              options={LONG_HOW}
              onChange={(way) => onChange({ long_how: way === SAME ? "" : way })}
              fault={of("long_how")}
            />
          </div>
          <Tick isSelected={rule.second_person} onChange={(second_person) => onChange({ second_person })}>
            A second person looks at it on the screen before it counts as done
          </Tick>
        </>
      )}
      <Field
        label="Where it comes from"
        value={rule.source}
        hint="Who decided it, or your policy. [GK] is general knowledge that nobody here agreed to."
        fault={of("source")}
        onChange={(source) => onChange({ source })}
      />
    </div>
  );
}
