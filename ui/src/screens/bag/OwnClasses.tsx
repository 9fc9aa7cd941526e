import { Plus } from "lucide-react";
import { useState } from "react";
import type { OwnClass, OwnFault } from "../../host";
import { Card, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { OwnRow } from "./OwnRow";
import { asLines, changed, errorsIn, faultAt, fromLines, newId } from "./ownPaper";

/** Classes of drugs that must never run by gravity: changed, added, taken out. */
export function OwnClasses({
  classes,
  under,
  faults,
  onChange,
}: {
  classes: readonly OwnClass[];
  /** Those of the bag underneath: leaving one out is a clinical decision. */
  under: readonly OwnClass[];
  faults: readonly OwnFault[];
  onChange: (classes: OwnClass[]) => void;
}) {
  const [open, setOpen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const gone = under.filter((shipped) => !classes.some((one) => one.id === shipped.id));
  const add = () => {
    setTried(true);
    if (name.trim() === "") return;
    const id = newId(
      name,
      [...classes, ...under].map((one) => one.id),
    );
    onChange([...classes, { id, name: name.trim(), why: "", words: [], unless: [], source: "" }]);
    setOpen(id);
    setName("");
    setTried(false);
  };
  return (
    <Card title="Never by gravity" aside={classes.length} flush>
      <p className="bag-note">
        The drip sheet and the drip sum refuse these. A drug that is not listed is not thereby suited to gravity: a
        pharmacist still looks at the monograph.
      </p>
      {gone.length > 0 && (
        <Notice>
          <strong>Left out of the shipped list: {gone.map((one) => one.name).join(", ")}.</strong> That is a clinical
          decision. Say who decided it when you save.{" "}
          <Button onPress={() => onChange([...classes, ...gone])}>Put them back</Button>
        </Notice>
      )}
      <ul>
        {classes.map((one, at) => (
          <ClassRow
            key={one.id}
            one={one}
            isShipped={under.some((shipped) => shipped.id === one.id)}
            place={`class.${at}`}
            faults={faults}
            isOpen={open === one.id}
            onOpen={() => setOpen(open === one.id ? null : one.id)}
            onChange={(more) => onChange(changed(classes, at, more))}
            onRemove={() => onChange(classes.filter((_, n) => n !== at))}
          />
        ))}
      </ul>
      <div className="row own-add">
        <Field
          label="Name of another class"
          value={name}
          onChange={setName}
          fault={tried && name.trim() === "" ? "Write the class in words: insulin." : null}
        />
        <Button icon={Plus} onPress={add}>
          Add a class
        </Button>
      </div>
    </Card>
  );
}

function ClassRow({
  one,
  isShipped,
  place,
  faults,
  isOpen,
  onOpen,
  onChange,
  onRemove,
}: {
  one: OwnClass;
  isShipped: boolean;
  place: string;
  faults: readonly OwnFault[];
  isOpen: boolean;
  onOpen: () => void;
  onChange: (more: Partial<OwnClass>) => void;
  onRemove: () => void;
}) {
  const errors = errorsIn(faults, place);
  const of = (key: string) => faultAt(faults, `${place}.${key}`);
  const whole = faults.find((fault) => fault.severity === "error" && fault.place === place)?.what ?? null;
  return (
    <OwnRow
      name={one.name || one.id}
      head={
        <>
          <p className="semi">{one.name === "" ? one.id : one.name}</p>
          <p className="second">{one.why}</p>
        </>
      }
      errors={errors}
      isOpen={isOpen}
      onOpen={onOpen}
      onRemove={onRemove}
      question={
        isShipped
          ? "This class came with the bag. Leaving it out lets its drugs run by gravity: a pharmacist decides that."
          : "Take this class out? Its drugs are no longer kept from gravity."
      }
    >
      <div className="stack own-rule-form">
        {whole && <p className="strong">{whole}</p>}
        <Field label="The class in words" value={one.name} fault={of("name")} onChange={(name) => onChange({ name })} />
        <Field label="Why, in one sentence" value={one.why} fault={of("why")} onChange={(why) => onChange({ why })} />
        <Field
          label="Words a drug of it is ordered under"
          aside="(one a line)"
          value={asLines(one.words)}
          lines={Math.min(12, Math.max(4, one.words.length + 1))}
          hint="Whole words, in any case: heparin is found in Heparin sodium, not in enoxaparin."
          fault={of("words")}
          onChange={(text) => onChange({ words: fromLines(text) })}
        />
        <Field
          label="Not refused when one of these stands there too"
          aside="(one a line; may stay empty)"
          value={asLines(one.unless)}
          lines={Math.min(8, Math.max(2, one.unless.length + 1))}
          fault={of("unless")}
          onChange={(text) => onChange({ unless: fromLines(text) })}
        />
        <Field
          label="Where it comes from"
          value={one.source}
          hint="Who decided it, or your policy. [GK] is general knowledge that nobody here agreed to."
          fault={of("source")}
          onChange={(source) => onChange({ source })}
        />
      </div>
    </OwnRow>
  );
}
