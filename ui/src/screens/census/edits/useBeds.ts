import { useEffect, useState } from "react";
import type { PatientRow } from "../../../host";
import { useSession } from "../../../state/session";

/** Wards that the census knows, and who lies in them: asked for once, when a form opens. */
export function useBeds(): { wards: readonly string[]; rows: readonly PatientRow[] } {
  const { host } = useSession();
  const [beds, setBeds] = useState<{ wards: readonly string[]; rows: readonly PatientRow[] }>({ wards: [], rows: [] });
  useEffect(() => {
    let live = true;
    host
      .call("patients", { ward: "" })
      .then((view) => live && setBeds({ wards: view.wards, rows: view.rows }))
      // Without the list a ward is typed; the form itself says what the engine refuses.
      .catch(() => undefined);
    return () => {
      live = false;
    };
  }, [host]);
  return beds;
}
