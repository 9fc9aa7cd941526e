import { FileCheck, OctagonAlert, ScanSearch } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { ProofView } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useDraft } from "../../state/drafts";
import { useFaults } from "../../state/faults";
import { useAct } from "../../state/session";
import { sheetFault, sheetHint, sheetWords } from "./proofWords";

/** An old sheet against the log of now: yes or no, large, and what to do with a no. */
export function OldSheet() {
  const { busy, error, clear, run } = useAct();
  const sheet = useDraft("proof.sheet");
  const [proof, setProof] = useState<ProofView | null>(null);
  const { say, maySend } = useFaults({ sheet: sheetFault(sheet.text) });
  const check = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    // The numbers beside the words on the sheet are read along by some; they are no words.
    const text = sheetWords(sheet.text)?.join(" ") ?? sheet.text.trim();
    setProof(await run("checkpoint_check", { text }));
  };
  const wrong = error?.kind === "bad_input";
  return (
    <section className="proof-part" aria-labelledby="proof-sheet">
      <h3 id="proof-sheet">Check an old sheet</h3>
      <form className="stack" aria-labelledby="proof-sheet" onSubmit={check} noValidate>
        <Field
          label="Its eight words, or the text of its square code"
          lines={3}
          value={sheet.text}
          onChange={(text) => {
            sheet.set(text);
            setProof(null);
            clear();
          }}
          fault={say("sheet") ?? (wrong ? `${error.what} ${error.next}` : null)}
          hint={sheetHint(sheet.text)}
        />
        {error && !wrong && <ErrorBox what={error.what} kept="The sheet was not checked." next={error.next} />}
        <div className="row">
          <Button icon={ScanSearch} type="submit" isDisabled={busy}>
            {busy ? "Checking" : "Check this sheet"}
          </Button>
        </div>
      </form>
      {proof && <Answer proof={proof} />}
    </section>
  );
}

function Answer({ proof }: { proof: ProofView }) {
  return (
    <div
      className={`proof-verdict ${proof.holds ? "proof-good" : "proof-bad"}`}
      role={proof.holds ? "status" : "alert"}
    >
      <p className="row proof-answer">
        <Icon of={proof.holds ? FileCheck : OctagonAlert} size={36} />
        <strong className="grow">
          {proof.holds ? "Yes: the sheet and the log agree" : "No: this is not in the log"}
        </strong>
      </p>
      <p>{proof.said}</p>
    </div>
  );
}
