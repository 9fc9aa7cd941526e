import { Printer } from "lucide-react";
import { useState } from "react";
import type { ReportWord, ReportWritten } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { useAct } from "../../state/session";

/** Makes the PDF of a report, and says where it is and which words prove the log it was made from. */
export function PrintReport({ report, entry, name }: { report: ReportWord; entry: string; name: string }) {
  const { busy, error, run } = useAct();
  const [made, setMade] = useState<ReportWritten | null>(null);
  const write = async () => {
    setMade(await run("report_write", { report, key: entry, to: "", paper: "" }));
  };
  return (
    <div className="report-print">
      <Button icon={Printer} isDisabled={busy} onPress={() => void write()}>
        Print {name}
      </Button>
      {made && (
        <p role="status" className="second">
          Made: {made.file}. Its checkpoint: {made.words.join(" ")}. A PDF is not encrypted: print it, then remove it.
        </p>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </div>
  );
}
