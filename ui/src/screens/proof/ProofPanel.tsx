import { OctagonAlert, Printer, RefreshCw, ShieldCheck } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { CheckpointView, FindingView, VerifyView } from "../../host";
import { ErrorBox, Loading } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Groups } from "../../parts/RecoveryCode";
import { type Act, useAct, useFrame } from "../../state/session";
import { clock, count } from "../../words/format";
import { ExportRecord } from "./ExportRecord";
import { OldSheet } from "./OldSheet";
import { findingWords } from "./proofWords";
import "./proof.css";

/** An entry by its number in its station's chain. */
export type EntryPointer = { number: number; station: string };

/**
 * What shows that nobody changed the log: the check itself, the words to keep on paper, an old sheet held against the
 * log, and the record as a file for people who were not there.
 */
export function ProofPanel({ onEntry }: { onEntry?: (to: EntryPointer) => void }) {
  const check = useAct();
  const [verdict, setVerdict] = useState<VerifyView | null>(null);
  const { run } = check;
  const verify = useCallback(async () => {
    const answer = await run("log_verify", {});
    if (answer) setVerdict(answer);
  }, [run]);
  useEffect(() => void verify(), [verify]);
  return (
    <div className="proof-parts">
      <Check check={check} verdict={verdict} onCheck={() => void verify()} {...(onEntry ? { onEntry } : {})} />
      <Checkpoint standing={verdict?.words ?? []} onMade={() => void verify()} />
      <OldSheet />
      <ExportRecord />
    </div>
  );
}

function Check({
  check,
  verdict,
  onCheck,
  onEntry,
}: {
  check: Act;
  verdict: VerifyView | null;
  onCheck: () => void;
  onEntry?: (to: EntryPointer) => void;
}) {
  return (
    <section className="proof-part" aria-labelledby="proof-check">
      <h3 id="proof-check">Is the log as it was written?</h3>
      {!verdict && !check.error && <Loading what="Checking every entry." />}
      {check.error && (
        <ErrorBox
          what={check.error.what}
          kept={verdict ? "What is below was found before." : "The log was not checked."}
          next={check.error.next}
        />
      )}
      {verdict && (
        <div
          className={`proof-verdict ${verdict.ok ? "proof-good" : "proof-bad"}`}
          role={verdict.ok ? "status" : "alert"}
        >
          <p className="row proof-said">
            <Icon of={verdict.ok ? ShieldCheck : OctagonAlert} size={28} />
            <strong className="grow">{verdict.said}.</strong>
          </p>
          {!verdict.ok && (
            <>
              <p>
                Stop using this home: copy its folder to a stick as it is, and tell whoever leads. Old sheets with
                checkpoint words are evidence: keep them.
              </p>
              <ul className="proof-findings">
                {verdict.findings.map((finding) => (
                  <Finding key={findingWords(finding)} finding={finding} onEntry={onEntry} />
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <div className="row">
        <Button icon={RefreshCw} isDisabled={check.busy} onPress={onCheck}>
          {check.busy ? "Checking" : "Check now"}
        </Button>
      </div>
    </section>
  );
}

function Finding({ finding, onEntry }: { finding: FindingView; onEntry: ((to: EntryPointer) => void) | undefined }) {
  return (
    <li>
      <p>{findingWords(finding)}</p>
      {onEntry && finding.number > 0 && (
        <LinkButton onPress={() => onEntry({ number: finding.number, station: finding.station })}>
          Open entry {finding.number}
        </LinkButton>
      )}
    </li>
  );
}

/** The words of the log as it stands, or of the checkpoint that was just signed: one set is on screen, never two. */
function Checkpoint({ standing, onMade }: { standing: readonly string[]; onMade: () => void }) {
  const { zone_name: zone } = useFrame();
  const { busy, error, run } = useAct();
  const [made, setMade] = useState<CheckpointView | null>(null);
  const make = async () => {
    const signed = await run("checkpoint_make", { print: true });
    if (!signed) return;
    setMade(signed);
    onMade();
  };
  const words = made?.words ?? standing;
  return (
    <section className="proof-part" aria-labelledby="proof-words">
      <h3 id="proof-words">Words for paper</h3>
      <p>
        Eight words stand for every entry until now. On paper, away from this laptop, they show later whether the log
        was changed.
      </p>
      {words.length > 0 && (
        <>
          <p className="semi">
            {made
              ? `Checkpoint signed ${clock(made.at, zone)}, ${count(made.entries, "entry", "entries")}`
              : "The log as it stands"}
          </p>
          <Groups label="Checkpoint words" groups={words} />
        </>
      )}
      {made && (
        <div className="file-made" role="status">
          <p>
            <strong>Print this sheet, have it signed, keep it away from this laptop.</strong>
          </p>
          <p className="recovery-file">{made.file}</p>
        </div>
      )}
      {error && <ErrorBox what={error.what} kept="No checkpoint was made; the log is as it was." next={error.next} />}
      <div className="row">
        <Button kind="primary" icon={Printer} isDisabled={busy} onPress={() => void make()}>
          {busy ? "Signing" : "Sign and print a checkpoint"}
        </Button>
      </div>
    </section>
  );
}
