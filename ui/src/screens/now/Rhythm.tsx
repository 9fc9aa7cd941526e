import type { NowView } from "../../host";
import { Card } from "../../parts/Boxes";
import { LinkButton } from "../../parts/Button";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useFrame } from "../../state/session";
import { count, when } from "../../words/format";
import { DuePlate } from "../reports/Steering";
import "../reports/reports.css";

/** When the team reports and meets next, counting down; what it means to reach. */
export function Rhythm({ view }: { view: NowView }) {
  const { go } = useGoing();
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const late = view.objectives.filter((one) => one.late).length;
  return (
    <Card
      title="Battle rhythm"
      aside={<LinkButton onPress={() => go("reports", "objectives")}>Set times</LinkButton>}
      flush
    >
      <ul>
        {view.rhythm.map((beat) => (
          <li key={beat.beat} className="now-beat">
            <div className="now-beat-words">
              <LinkButton onPress={() => go("reports", beat.beat)}>{beat.name}</LinkButton>
              <span className="second">{beat.next_at ? when(beat.next_at, zone, now) : "no time is set"}</span>
            </div>
            <DuePlate at={beat.next_at} />
          </li>
        ))}
        {view.period && (
          <li className="now-beat">
            <div className="now-beat-words">
              <span className="semi">Period {view.period.number} ends</span>
              <span className="second">
                {view.period.until ? when(view.period.until, zone, now) : "no time is set"}
              </span>
            </div>
            <DuePlate at={view.period.until} />
          </li>
        )}
        <li className="now-beat">
          <LinkButton onPress={() => go("reports", "objectives")}>
            {view.objectives.length === 0 ? "No objective is set" : count(view.objectives.length, "objective")}
          </LinkButton>
          {late > 0 && <span className="late semi">{late} past its time</span>}
        </li>
      </ul>
    </Card>
  );
}
