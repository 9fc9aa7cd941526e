import type { VerifyView } from "../../host";
import { Button } from "../../parts/Button";
import { useFrame } from "../../state/session";
import { clock } from "../../words/format";

/** What the check of the log found, in plain words, until the reader closes it. */
export function Verdict({ verdict, onClose }: { verdict: VerifyView; onClose: () => void }) {
  const { zone_name: zone } = useFrame();
  return (
    <section
      className={`verdict ${verdict.ok ? "verdict-good" : "verdict-bad"}`}
      role={verdict.ok ? "status" : "alert"}
      aria-label="Check of the log"
    >
      <p>
        <strong>{verdict.said}</strong> <span className="second">at {clock(verdict.at, zone)}</span>
      </p>
      {verdict.words.length > 0 && (
        <p>
          Words of this log, to compare with paper: <span className="strong">{verdict.words.join(" ")}</span>
        </p>
      )}
      {verdict.findings.length > 0 && (
        <ul>
          {verdict.findings.map((finding) => (
            <li key={`${finding.record} ${finding.station} ${finding.number} ${finding.what}`}>
              {finding.record}, entry {finding.number} of station {finding.station}: {finding.what}
            </li>
          ))}
        </ul>
      )}
      <Button onPress={onClose}>Close</Button>
    </section>
  );
}
