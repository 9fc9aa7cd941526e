import { useMemo } from "react";
import type { PatientRow } from "../../host";
import { LinkButton } from "../../parts/Button";
import { TierBadge } from "../../parts/TierBadge";
import { TIERS, tierName } from "../../parts/tiers";
import { byWard, type WardLine } from "./byWard";
import type { Filter } from "./rows";

/** Wards by tiers for a commander: every number leads to the people behind it, and every row and column adds up. */
export function HospitalView({
  rows,
  onShow,
  onWard,
}: {
  rows: readonly PatientRow[];
  onShow: (filter: Partial<Filter>) => void;
  onWard: (ward: string) => void;
}) {
  const { wards, sum } = useMemo(() => byWard(rows), [rows]);
  return (
    <section className="card hospital" data-region aria-label="Hospital, wards by tiers">
      <table className="rows-table hospital-table">
        <caption className="visually-hidden">Patients by ward and tier, worst ward first</caption>
        <thead>
          <tr>
            <th scope="col">Ward, worst first</th>
            {TIERS.map((tier) => (
              <th key={tier} scope="col" className="number">
                <span className="hospital-head">
                  <TierBadge tier={tier} size={30} plain />
                  <span className="visually-hidden">{tierName(tier)}</span>
                </span>
              </th>
            ))}
            <th scope="col" className="number">
              All
            </th>
            <th scope="col" className="number">
              Not confirmed
            </th>
            <th scope="col" className="number">
              Re-check due
            </th>
            <th scope="col" className="number">
              Not profiled
            </th>
          </tr>
        </thead>
        <tbody>
          {wards.map((line) => (
            <tr key={line.ward}>
              <th scope="row">
                <LinkButton onPress={() => onWard(line.ward)} label={`Ward view of ${wardWord(line.ward)}`}>
                  {wardWord(line.ward)}
                </LinkButton>
              </th>
              <Numbers line={line} onShow={(filter) => onShow({ ...filter, ward: line.ward })} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Hospital</th>
            <Numbers line={sum} onShow={onShow} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function wardWord(ward: string): string {
  return ward === "" ? "Ward not known" : ward;
}

function Numbers({ line, onShow }: { line: WardLine; onShow: (filter: Partial<Filter>) => void }) {
  const where = line.ward === "" ? "the hospital" : line.ward;
  return (
    <>
      {TIERS.map((tier) => (
        <Cell
          key={tier}
          n={line.tiers[tier]}
          head={tier === "none" ? "Not affected" : tier}
          words={`${tierName(tier)} in ${where}`}
          isLoud={tier === "P1" || tier === "P2"}
          onPress={() => onShow({ tier })}
        />
      ))}
      <Cell n={line.all} head="All" words={`Everybody in ${where}`} isLoud={false} onPress={() => onShow({})} />
      <Cell
        n={line.toConfirm}
        head="Not confirmed"
        words={`Not confirmed in ${where}`}
        isLoud={false}
        onPress={() => onShow({ toConfirm: true })}
      />
      <Cell
        n={line.due}
        head="Re-check due"
        words={`Re-check due in ${where}`}
        isLoud={false}
        onPress={() => onShow({ recheck: true })}
      />
      <Cell
        n={line.notProfiled}
        head="Not profiled"
        words={`Not profiled in ${where}`}
        isLoud={false}
        onPress={() => onShow({ notProfiled: true })}
      />
    </>
  );
}

function Cell({
  n,
  head,
  words,
  isLoud,
  onPress,
}: {
  n: number;
  head: string;
  words: string;
  isLoud: boolean;
  onPress: () => void;
}) {
  if (n === 0)
    return (
      <td className="number second" data-head={head}>
        0
      </td>
    );
  return (
    <td className={`number ${isLoud ? "strong" : ""}`} data-head={head}>
      <LinkButton onPress={onPress} label={`${words}: ${n}`}>
        {n}
      </LinkButton>
    </td>
  );
}
