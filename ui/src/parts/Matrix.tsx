import { ToggleButton } from "react-aria-components";
import { Icon } from "./Icon";
import { BELIEVED_ICON, BELIEVED_WORD, type Believed, WORKS_ICON, WORKS_WORD, type Works } from "./SystemPlate";

/** Rows of the matrix, worst first. */
export const BELIEVED_ROWS: readonly Believed[] = ["compromised", "suspect", "unknown", "trusted"];
const WORKS_COLUMNS: readonly Works[] = ["available", "unavailable"];

/** How many systems stand in each cell. */
export type MatrixCounts = Record<Believed, Record<Works, number>>;
/** One cell of the matrix. */
export type MatrixCell = { works: Works; believed: Believed };

/** An empty count, to add to. */
export function noCounts(): MatrixCounts {
  const row = () => ({ available: 0, unavailable: 0 });
  return { compromised: row(), suspect: row(), unknown: row(), trusted: row() };
}

/**
 * Rows "can it be believed", columns "does it work". The top left corner is the worst place on the board. With
 * `onChoose` each cell is a filter that stays pressed.
 */
export function Matrix({
  counts,
  chosen,
  onChoose,
}: {
  counts: MatrixCounts;
  chosen?: MatrixCell | null;
  onChoose?: (cell: MatrixCell | null) => void;
}) {
  return (
    <table className="matrix">
      <caption className="visually-hidden">Systems by whether they work and whether they can be believed</caption>
      <thead>
        <tr>
          <td />
          {WORKS_COLUMNS.map((works) => (
            <th key={works} scope="col">
              <Icon of={WORKS_ICON[works]} size={18} /> {WORKS_WORD[works]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {BELIEVED_ROWS.map((believed) => (
          <tr key={believed}>
            <th scope="row">
              <Icon of={BELIEVED_ICON[believed]} size={18} /> {BELIEVED_WORD[believed]}
            </th>
            {WORKS_COLUMNS.map((works) => {
              const n = counts[believed][works];
              const look = `matrix-cell ${n === 0 ? "matrix-none" : `matrix-${believed}-${works}`}`;
              if (!onChoose) {
                return (
                  <td key={works}>
                    <span className={look}>{n}</span>
                  </td>
                );
              }
              const isChosen = chosen?.works === works && chosen.believed === believed;
              return (
                <td key={works}>
                  <ToggleButton
                    className={look}
                    isSelected={isChosen}
                    isDisabled={n === 0 && !isChosen}
                    onChange={(on) => onChoose(on ? { works, believed } : null)}
                    aria-label={`${n} ${WORKS_WORD[works].toLowerCase()}, ${BELIEVED_WORD[believed].toLowerCase()}`}
                  >
                    {n}
                  </ToggleButton>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the worst corner says in words, or null when nothing stands there. */
export function worstCorner(counts: MatrixCounts): string | null {
  const n = counts.compromised.available;
  if (n === 0) return null;
  return n === 1 ? "1 is up but must not be believed." : `${n} are up but must not be believed.`;
}
