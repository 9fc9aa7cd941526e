import { Printer } from "lucide-react";
import { Button } from "../../../parts/Button";
import { useJob } from "../../../state/job";
import { toFiles } from "../../../words/toFiles";
import { JobPanel } from "../../paper/JobPanel";

/** Makes a PDF of how good the census is, for the table in the control room; says where the file is. */
export function PrintReport() {
  const print = useJob();
  const start = () => void print.begin((engine) => engine.call("print_start", toFiles({ what: "census_report" })));
  return (
    <>
      <div className="row quality-print">
        <Button icon={Printer} onPress={start} isDisabled={print.isRunning}>
          Print this report
        </Button>
      </div>
      {(print.job || print.error) && (
        <section className="quality-print" aria-label="Printing the report">
          <JobPanel print={print} />
        </section>
      )}
    </>
  );
}
