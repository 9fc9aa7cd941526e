import type { MatrixView } from "../../host";
import type { MatrixCounts } from "../../parts/Matrix";

/** The engine's eight counts as rows and columns. */
export function matrixCounts(view: MatrixView): MatrixCounts {
  return {
    compromised: { available: view.compromised_up, unavailable: view.compromised_down },
    suspect: { available: view.suspect_up, unavailable: view.suspect_down },
    unknown: { available: view.unknown_up, unavailable: view.unknown_down },
    trusted: { available: view.trusted_up, unavailable: view.trusted_down },
  };
}
