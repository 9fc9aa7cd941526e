import { Button } from "../../../parts/Button";
import { Field, Segments, Tick } from "../../../parts/Field";
import type { Typed } from "./instance";

/** Whom a system serves: everybody, or wards ticked out of the census, with others typed by hand. */
export function ServedWards({
  typed,
  onChange,
  known,
  fault,
}: {
  typed: Typed;
  onChange: (part: Partial<Typed>) => void;
  known: readonly string[];
  fault: string | null;
}) {
  const all = typed.wards.length === known.length;
  const toggle = (ward: string, on: boolean) =>
    onChange({ wards: on ? [...typed.wards, ward] : typed.wards.filter((each) => each !== ward) });
  return (
    <div className="stack stack-8">
      <Segments
        label="Serves"
        value={typed.serves}
        onChange={(serves) => onChange({ serves })}
        options={[
          { value: "wards", content: "These wards" },
          { value: "hospital", content: "Whole hospital" },
        ]}
      />
      {typed.serves === "wards" && (
        <>
          {known.length > 0 && (
            <>
              <fieldset className="register-ticks">
                <legend className="visually-hidden">Wards of the census</legend>
                {known.map((ward) => (
                  <Tick key={ward} isSelected={typed.wards.includes(ward)} onChange={(on) => toggle(ward, on)}>
                    {ward}
                  </Tick>
                ))}
              </fieldset>
              <p className="row">
                <span className="second grow">
                  {typed.wards.length} of {known.length} wards of the census
                </span>
                <Button kind="text" onPress={() => onChange({ wards: all ? [] : [...known] })}>
                  {all ? "None" : `All ${known.length}`}
                </Button>
              </p>
            </>
          )}
          <Field
            label={known.length > 0 ? "Other wards" : "Wards"}
            aside="(a semicolon between them)"
            value={typed.otherWards}
            onChange={(otherWards) => onChange({ otherWards })}
            fault={fault}
            hint={
              known.length > 0
                ? "Only for a ward that the census does not have."
                : "There is no census yet: write each ward as the census will."
            }
          />
          {known.length > 0 && (typed.isNewWard || (fault !== null && typed.otherWards.trim() !== "")) && (
            <Tick isSelected={typed.isNewWard} onChange={(isNewWard) => onChange({ isNewWard })}>
              They are right: new, or empty now
            </Tick>
          )}
        </>
      )}
    </div>
  );
}
