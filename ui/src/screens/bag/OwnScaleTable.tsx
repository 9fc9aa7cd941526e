import { CircleCheck, CircleDashed, Plus } from "lucide-react";
import { useState } from "react";
import type { OwnFault, OwnPaperView, OwnScale } from "../../host";
import { Card, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Plate } from "../../parts/Plate";
import {
  emptyScale,
  errorsIn,
  faultAt,
  room,
  withBand,
  withColumn,
  withColumnName,
  withoutBand,
  withoutColumn,
  withRate,
  withUpTo,
} from "./ownPaper";

const LETTERS = ["A", "B", "C"];

/** The hospital's own scale for variable-rate insulin. Nothing is proposed: every number is typed from its policy. */
export function OwnScaleTable({
  scale,
  own,
  faults,
  onChange,
}: {
  scale: OwnScale | null;
  own: OwnPaperView;
  faults: readonly OwnFault[];
  onChange: (scale: OwnScale | null) => void;
}) {
  const [asked, setAsked] = useState(false);
  if (own.us_words && !scale)
    return (
      <Card title="Scale for variable-rate insulin">
        <p>
          Cards say US words here, and glucose is read in mg/dL. A scale in mmol/L would be misread, so none is printed:
          the table on the chart stays empty.
        </p>
      </Card>
    );
  if (!scale)
    return (
      <Card title="Scale for variable-rate insulin">
        <div className="stack">
          <p>
            None is set, so the table on the chart is empty and is copied by hand from your policy. No scale comes with
            Battlebag.
          </p>
          <div className="row">
            <Button icon={Plus} onPress={() => onChange(emptyScale())}>
              Enter your own scale
            </Button>
          </div>
        </div>
      </Card>
    );
  const isSigned = scale.signed_by.trim() !== "" && scale.signed_on.trim() !== "";
  const wrong = errorsIn(faults, "scale");
  return (
    <Card
      title="Scale for variable-rate insulin"
      aside={
        isSigned && wrong === 0 ? (
          <Plate icon={CircleCheck}>Signed</Plate>
        ) : (
          <Plate tone="amber" icon={CircleDashed}>
            Not printed yet
          </Plate>
        )
      }
    >
      <div className="stack">
        <Notice tone="plain">
          Copy it from your own policy: glucose in <strong>mmol/L</strong>, insulin in <strong>units per hour</strong>.
          Under 4 your rule for a low glucose holds, so no rate runs there. A changed number needs a new signature.
        </Notice>
        <Columns scale={scale} own={own} onChange={onChange} fault={faultAt(faults, "scale.columns")} />
        {scale.bands.map((band, at) => (
          <Band
            // biome-ignore lint/suspicious/noArrayIndexKey: a band is known by its place; its numbers are being typed
            key={at}
            at={at}
            band={band}
            scale={scale}
            faults={faults}
            onChange={onChange}
          />
        ))}
        <div className="row">
          <Button
            icon={Plus}
            isDisabled={scale.bands.length >= own.limits.bands}
            onPress={() => onChange(withBand(scale))}
          >
            Add a band
          </Button>
          <Button
            icon={Plus}
            isDisabled={scale.columns.length >= own.limits.columns}
            onPress={() => onChange(withColumn(scale))}
          >
            Add a column of rates
          </Button>
        </div>
        <div className="editor-fields">
          <Field
            label="Signed by the diabetes lead"
            aside="(name and post)"
            value={scale.signed_by}
            hint={room(scale.signed_by, own.limits.signed_by)}
            fault={faultAt(faults, "scale.signed_by")}
            onChange={(signed_by) => onChange({ ...scale, signed_by })}
          />
          <Field
            label="Signed on"
            value={scale.signed_on}
            hint="As 2026-11-30"
            fault={faultAt(faults, "scale.signed_on")}
            onChange={(signed_on) => onChange({ ...scale, signed_on })}
          />
        </div>
        {faultAt(
          faults.filter((fault) => fault.place === "scale"),
          "scale",
        ) && (
          <p className="strong">
            {faultAt(
              faults.filter((fault) => fault.place === "scale"),
              "scale",
            )}
          </p>
        )}
        <div className="row">
          {asked ? (
            <>
              <span className="strong">Take the whole scale out? The table on the chart is empty then.</span>
              <Button
                onPress={() => {
                  setAsked(false);
                  onChange(null);
                }}
              >
                Take it out
              </Button>
              <Button onPress={() => setAsked(false)}>Leave it</Button>
            </>
          ) : (
            <Button onPress={() => setAsked(true)}>Take the scale out…</Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function Columns({
  scale,
  own,
  fault,
  onChange,
}: {
  scale: OwnScale;
  own: OwnPaperView;
  fault: string | null;
  onChange: (scale: OwnScale) => void;
}) {
  return (
    <fieldset className="own-band">
      <legend className="semi">Columns of rates, as your policy names them</legend>
      {scale.columns.map((name, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its letter; its name is being typed
        <div key={column} className="own-cell">
          <Field
            label={`Scale ${LETTERS[column] ?? column + 1}`}
            value={name}
            hint={room(name, own.limits.column)}
            fault={column === 0 ? fault : null}
            onChange={(typed) => onChange(withColumnName(scale, column, typed))}
          />
          {scale.columns.length > 1 && (
            <Button onPress={() => onChange(withoutColumn(scale, column))}>
              Take out {LETTERS[column] ?? column + 1}
            </Button>
          )}
        </div>
      ))}
    </fieldset>
  );
}

function Band({
  at,
  band,
  scale,
  faults,
  onChange,
}: {
  at: number;
  band: OwnScale["bands"][number];
  scale: OwnScale;
  faults: readonly OwnFault[];
  onChange: (scale: OwnScale) => void;
}) {
  const place = `scale.band.${at}`;
  const isLast = at === scale.bands.length - 1;
  const of = (key: string) => faultAt(faults, `${place}.${key}`);
  const rates = faults.some((fault) => fault.place.startsWith(`${place}.rates.`));
  return (
    <fieldset className="own-band">
      <legend className="semi">
        {band.from === "" ? `Band ${at + 1}` : `From ${band.from}`}
        {isLast ? " and over" : ""}
      </legend>
      {isLast ? (
        <p className="own-cell second">mmol/L, with no end</p>
      ) : (
        <Field
          className="own-cell"
          label="up to"
          aside="mmol/L"
          value={band.up_to}
          fault={of("up_to") ?? of("from")}
          onChange={(typed) => onChange(withUpTo(scale, at, typed))}
        />
      )}
      {band.rates.map((rate, column) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: a rate is known by its column; it is being typed
          key={column}
          className="own-cell"
          label={`Scale ${LETTERS[column] ?? column + 1}`}
          aside="units per h"
          value={rate}
          fault={rates ? of(`rates.${column}`) : column === 0 ? of("rates") : null}
          onChange={(typed) => onChange(withRate(scale, at, column, typed))}
        />
      ))}
      {scale.bands.length > 2 && (
        <Button aria-label={`Take out the band from ${band.from}`} onPress={() => onChange(withoutBand(scale, at))}>
          Take out
        </Button>
      )}
      {isLast && of("from") && <p className="strong own-wide">{of("from")}</p>}
    </fieldset>
  );
}
