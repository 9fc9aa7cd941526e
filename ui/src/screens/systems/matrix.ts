import type { MatrixView, SystemRow } from "../../host";
import type { MatrixCell, MatrixCounts } from "../../parts/Matrix";

/** The engine's eight counts as rows and columns. */
export function matrixCounts(view: MatrixView): MatrixCounts {
  return {
    compromised: { available: view.compromised_up, unavailable: view.compromised_down },
    suspect: { available: view.suspect_up, unavailable: view.suspect_down },
    unknown: { available: view.unknown_up, unavailable: view.unknown_down },
    trusted: { available: view.trusted_up, unavailable: view.trusted_down },
  };
}

type Standing = Pick<SystemRow, "said" | "availability" | "integrity">;

/** False for a system that nobody has spoken of and that nothing broken reaches: never drawn as trusted. */
export function isChecked(row: Standing): boolean {
  return row.said || row.integrity !== "trusted" || row.availability !== "available";
}

/** Whether a system stands in this cell of the matrix; one that nobody has checked stands in none. */
export function standsIn(row: Standing, cell: MatrixCell): boolean {
  return isChecked(row) && row.integrity === cell.believed && row.availability === cell.works;
}
