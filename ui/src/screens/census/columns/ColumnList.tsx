import { CircleQuestionMark } from "lucide-react";
import type { ColumnGuessView, KnownColumnView, MappingView, SheetGuess } from "../../../host";
import { Pick } from "../../../parts/Field";
import { Plate } from "../../../parts/Plate";
import { count } from "../../../words/format";
import { assigned, choiceKey, choices, targetsOf } from "./mapping";

const SURE: Record<string, string> = { high: "Sure", medium: "Likely", low: "A guess", none: "Not known" };

/** The file's columns in its order: its first values, what was guessed and why, and what a person says. */
export function ColumnList({
  sheet,
  mapping,
  known,
  onChange,
}: {
  sheet: SheetGuess;
  mapping: MappingView;
  known: readonly KnownColumnView[];
  onChange: (mapping: MappingView) => void;
}) {
  return (
    <section aria-label="Columns of the file">
      <h3>
        Columns of the file <span className="second">{count(sheet.columns.length, "column")}</span>
      </h3>
      <ul className="column-list">
        {sheet.columns.map((column) => (
          <Column key={column.from} column={column} mapping={mapping} known={known} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

function Column({
  column,
  mapping,
  known,
  onChange,
}: {
  column: ColumnGuessView;
  mapping: MappingView;
  known: readonly KnownColumnView[];
  onChange: (mapping: MappingView) => void;
}) {
  const now = targetsOf(mapping, column.from);
  const options = choices(known, mapping.table, now);
  const isUnsure = column.confidence === "low" || column.confidence === "none";
  return (
    <li className={`column-row ${now.length === 0 ? "column-out" : ""}`}>
      <div className="column-file">
        <p className="strong">{column.from}</p>
        <p className="second">{column.values.length === 0 ? "empty in the first rows" : column.values.join(" · ")}</p>
      </div>
      <div className="stack stack-8">
        <Pick
          label={`${column.from} is read as`}
          hideLabel
          value={choiceKey(now)}
          onChange={(value) => {
            const chosen = options.find((each) => each.value === value);
            if (chosen) onChange(assigned(mapping, column.from, chosen.targets));
          }}
          options={options.map(({ value, text, note }) => ({ value, text, ...(note ? { note } : {}) }))}
        />
        <p className="row second column-why">
          {isUnsure ? (
            <Plate tone="unknown" icon={CircleQuestionMark}>
              {SURE[column.confidence] ?? column.confidence}
            </Plate>
          ) : (
            <Plate>{SURE[column.confidence] ?? column.confidence}</Plate>
          )}
          <span className="grow">{column.reason}</span>
        </p>
      </div>
    </li>
  );
}
