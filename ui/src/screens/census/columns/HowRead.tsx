import { Plus, X } from "lucide-react";
import { useState } from "react";
import type { KnownColumnView, MappingView } from "../../../host";
import { Button } from "../../../parts/Button";
import { Field, Pick, Segments } from "../../../parts/Field";
import { unfilled, words } from "./mapping";

const TABLES = ["census", "medicines", "infusions", "orders", "devices", "observations", "conditions"] as const;
const TABLE_WORD: Record<string, string> = { census: "People in beds" };

type Part = { mapping: MappingView; known: readonly KnownColumnView[]; onChange: (mapping: MappingView) => void };

/** What holds for the whole table: what it is, its header, how its dates and decimals are written, what is the same in every row. */
export function HowRead({ mapping, known, onChange }: Part) {
  const change = (part: Partial<MappingView>) => onChange({ ...mapping, ...part });
  const [header, setHeader] = useState(mapping.header_row === null ? "" : String(mapping.header_row));
  const headerFault =
    header.trim() === "" || /^[1-9]\d{0,5}$/.test(header.trim()) ? null : "Write the row as a number, from 1.";
  return (
    <section className="how-read" aria-label="How the table is read">
      <Pick
        label="Each row is one of"
        value={mapping.table}
        onChange={(table) => change({ table })}
        options={TABLES.map((table) => ({ value: table, text: TABLE_WORD[table] ?? words(table) }))}
      />
      <Field
        label="Row of the header"
        aside="(empty: found by its names)"
        value={header}
        onChange={(typed) => {
          setHeader(typed);
          const row = typed.trim();
          if (row === "" || /^[1-9]\d{0,5}$/.test(row)) change({ header_row: row === "" ? null : Number(row) });
        }}
        fault={headerFault}
      />
      <Segments
        label="03/04/2026 is"
        value={mapping.date_order ?? ""}
        onChange={(order) => change({ date_order: order === "" ? null : order })}
        options={[
          { value: "", content: "Found by its values" },
          { value: "day_first", content: "3 April" },
          { value: "month_first", content: "4 March" },
        ]}
      />
      <Segments
        label="Decimals are written"
        value={mapping.decimal_comma === null ? "" : mapping.decimal_comma ? "comma" : "point"}
        onChange={(sign) => change({ decimal_comma: sign === "" ? null : sign === "comma" })}
        options={[
          { value: "", content: "Found by its values" },
          { value: "comma", content: "72,4" },
          { value: "point", content: "72.4" },
        ]}
      />
      <Constants mapping={mapping} known={known} onChange={onChange} />
    </section>
  );
}

/** The same in every row: the ward of a list that one ward keeps. */
function Constants({ mapping, known, onChange }: Part) {
  const [column, setColumn] = useState<string | null>(null);
  const free = known.filter((each) => each.table === mapping.table && !(each.column in mapping.constants));
  const first = unfilled(mapping, known)[0]?.column ?? null;
  const set = (name: string, value: string) =>
    onChange({ ...mapping, constants: { ...mapping.constants, [name]: value } });
  const drop = (name: string) => {
    const { [name]: _gone, ...constants } = mapping.constants;
    onChange({ ...mapping, constants });
  };
  const chosen = column ?? first;
  return (
    <div className="how-wide stack stack-8">
      {Object.entries(mapping.constants).map(([name, value]) => (
        <div key={name} className="row constant">
          <Field
            className="grow"
            label={`${words(name)} in every row`}
            value={value ?? ""}
            onChange={(typed) => set(name, typed)}
          />
          <Button icon={X} aria-label={`Take ${words(name)} off every row`} onPress={() => drop(name)}>
            Take off
          </Button>
        </div>
      ))}
      <div className="row constant">
        <Pick
          className="grow"
          label="The same in every row"
          value={chosen}
          onChange={setColumn}
          options={free.map((each) => ({ value: each.column, text: words(each.column), note: each.what }))}
          placeholder="Choose what"
        />
        <Button
          icon={Plus}
          isDisabled={chosen === null}
          onPress={() => {
            if (chosen !== null) set(chosen, "");
            setColumn(null);
          }}
        >
          Add
        </Button>
      </div>
    </div>
  );
}
