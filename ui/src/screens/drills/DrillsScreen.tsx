import { GraduationCap } from "lucide-react";
import { frameLook } from "../../frame/frameFacts";
import { Empty, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { useGoing } from "../../state/going";
import { useFrame } from "../../state/session";

/** Rehearsal with the same cards. Written drills with timed injects are not in this bag yet; a free exercise is. */
export function DrillsScreen() {
  const { go } = useGoing();
  const frame = useFrame();
  const look = frameLook(frame);
  return (
    <div className="stack">
      <TitleRow title="Drills" fact={look === "exercise" ? "An exercise is running" : "No exercise is running"} />
      <Empty
        title="No written drill in this bag"
        acts={
          <Button kind="primary" icon={GraduationCap} onPress={() => go("now")}>
            {look === "none" ? "Start an exercise on Now" : "Go to Now"}
          </Button>
        }
      >
        A written drill brings timed messages and an evaluation. Without one, start an exercise: the same cards and
        lists, a separate log, EXERCISE on every screen and sheet.
      </Empty>
    </div>
  );
}
