import { useMemo } from "react";
import { Header, ListBox, ListBoxItem, ListBoxSection, type Selection } from "react-aria-components";
import type { SystemRow } from "../../host";
import { LinkButton } from "../../parts/Button";
import { Expiry } from "../../parts/Plate";
import { SystemPlate } from "../../parts/SystemPlate";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { clock, count, instant, minutesBetween } from "../../words/format";
import { isChecked } from "./matrix";

/** A class with what stands under it; a class without instances is its own only row. */
export type ClassGroup = { id: string; code: string; name: string; bond: string; rows: readonly SystemRow[] };

/** Instances under their class. A class stands where its worst instance stands. */
export function byClass(rows: readonly SystemRow[]): readonly ClassGroup[] {
  const groups = new Map<string, SystemRow[]>();
  for (const row of rows) groups.set(row.code, [...(groups.get(row.code) ?? []), row]);
  return [...groups].map(([code, all]) => ({
    id: `class ${code}`,
    code,
    name: all[0]?.class_name ?? code,
    bond: all[0]?.bond ?? "",
    rows: all,
  }));
}

/** Every system, worst first, the instances of a class together. */
export function SystemList({
  rows,
  chosen,
  onChoose,
  what,
  onAll,
}: {
  rows: readonly SystemRow[];
  chosen: string;
  onChoose: (id: string) => void;
  /** What the list is narrowed to, in words; null for all systems. */
  what: string | null;
  onAll: () => void;
}) {
  const selected: Selection = useMemo(() => new Set([chosen]), [chosen]);
  const groups = useMemo(() => byClass(rows), [rows]);
  return (
    <section className="card systems-list" data-region aria-label="Systems, worst first">
      <div className="systems-columns" aria-hidden="true">
        <span>{what ?? "System, worst first"}</span>
        <span>State</span>
        <span className="systems-by">Said by</span>
        <span className="systems-at">At</span>
        <span>Expires</span>
      </div>
      {what && (
        <p className="systems-all">
          <LinkButton onPress={onAll}>Show all systems</LinkButton>
        </p>
      )}
      <ListBox
        className="systems-rows"
        aria-label="Systems, worst first"
        items={groups}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected}
        onSelectionChange={(keys) => {
          const id = keys === "all" ? undefined : [...keys][0];
          if (id !== undefined) onChoose(String(id));
        }}
        renderEmptyState={() => <p className="loading">No system stands here now.</p>}
      >
        {(group) => (
          <ListBoxSection id={group.id} aria-label={group.name}>
            {group.rows.some((row) => row.instance !== "") && (
              <Header className="systems-class">
                <span className="semi">{group.name}</span>
                <span className="second">
                  {count(group.rows.length, "system")}
                  {group.bond === "shared" ? ", any of them will do" : ", each for its own wards"}
                </span>
              </Header>
            )}
            {group.rows.map((row) => (
              <ListBoxItem
                key={row.id}
                id={row.id}
                textValue={row.name}
                className={`systems-row inset-focus ${row.instance === "" ? "" : "systems-instance"}`}
              >
                <Cells row={row} />
              </ListBoxItem>
            ))}
          </ListBoxSection>
        )}
      </ListBox>
    </section>
  );
}

function Cells({ row }: { row: SystemRow }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(30);
  const expires = instant(row.expires_at);
  return (
    <>
      <span className="systems-name">
        <span className="semi">{row.name}</span>
        {row.gone && <span className="second"> no longer in the register</span>}
        {row.wards.length > 0 && <span className="second systems-wards"> {wardsWords(row.wards)}</span>}
      </span>
      <span>
        <SystemPlate system={row.name} works={row.availability} believed={row.integrity} isChecked={isChecked(row)} />
      </span>
      <span className="second systems-by">{saidBy(row)}</span>
      <span className="systems-at">{row.said_at ? clock(row.said_at, zone) : ""}</span>
      <span>
        {expires && !row.lapsed ? <Expiry minutes={minutesBetween(now, expires)} /> : row.lapsed ? "lapsed" : ""}
      </span>
    </>
  );
}

/** Up to three wards by name; the page of the system names all. */
function wardsWords(wards: readonly string[]): string {
  if (wards.length <= 3) return wards.join(", ");
  return `${wards.slice(0, 2).join(", ")} and ${wards.length - 2} more wards`;
}

/** Who said so, or why it stands there though nobody said anything. */
function saidBy(row: SystemRow): string {
  const of = row.said_of_class ? ", of all of its kind" : "";
  if (row.lapsed) return `${row.said_by}${of}, lapsed: counts as suspect`;
  if (row.said) return row.because === "" ? `${row.said_by}${of}` : `${row.said_by}${of}; ${row.because}`;
  if (row.because !== "") return row.because;
  return row.integrity === "unknown" ? "nobody: counts as suspect" : "nobody yet";
}
