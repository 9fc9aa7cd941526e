import { FileOutput, Printer } from "lucide-react";
import { Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { FileJob } from "../../parts/FileJob";
import { useJob } from "../../state/job";
import { useFrame } from "../../state/session";

/** The export that this window started last, so that opening the panel again shows it. */
let lastJob: number | null = null;

function rememberJob(job: number) {
  lastJob = job;
}

/** The record of the incident as one file that anybody can check without Battlebag. */
export function ExportRecord() {
  const { incident } = useFrame();
  const job = useJob(lastJob, rememberJob);
  const isPages = job.job?.files[0]?.file.endsWith(".pdf") ?? false;
  const begin = (pdf_only: boolean) => void job.begin((engine) => engine.call("record_export", { to: "", pdf_only }));
  return (
    <section className="proof-part" aria-labelledby="proof-export">
      <h3 id="proof-export">Export the record</h3>
      {incident ? (
        <>
          <p>
            One file of {incident.title}: the record to read and print, and every entry exactly as it was signed, for a
            coroner, a regulator or another hospital.
          </p>
          <Notice>
            <strong>It is not encrypted, and it may name patients.</strong> Hand it only to somebody who may read it.
          </Notice>
          <FileJob
            job={job}
            none="No file was written."
            made={
              isPages ? (
                "Open it and print it. Paper is for reading: what can be checked is the exported record."
              ) : (
                <>
                  Anybody checks it, on any computer and with no network: READ ME.txt in it says how, or run{" "}
                  <code>battlebag-verify</code> with the file. It says whether an entry was changed, left out or moved.
                </>
              )
            }
          />
          <div className="row">
            <Button icon={FileOutput} isDisabled={job.isRunning} onPress={() => begin(false)}>
              {job.isRunning ? "Exporting" : "Export the record"}
            </Button>
            <Button icon={Printer} isDisabled={job.isRunning} onPress={() => begin(true)}>
              Only the pages to print
            </Button>
          </div>
        </>
      ) : (
        <p>There is no incident on screen, so there is no record to export. Open one from Now first.</p>
      )}
    </section>
  );
}
