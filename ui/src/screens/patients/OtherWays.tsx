import { frameLook } from "../../frame/frameFacts";
import type { NeedView } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { useAct, useFrame } from "../../state/session";
import { waysOf } from "./otherWay";

const STANDING: Record<string, string> = {
  running: "running for this patient",
  confirmed: "confirmed on site",
  assumed: "assumed to be there",
  not_confirmed: "not confirmed",
  blocked: "blocked: it needs something that broke too",
};

/** The other ways, each with the one press that says it runs for this patient now. */
export function OtherWays({ patient, needs }: { patient: string; needs: readonly NeedView[] }) {
  const { busy, error, run } = useAct();
  const ways = waysOf(needs);
  const isIncident = frameLook(useFrame()) !== "none";
  if (ways.length === 0) return null;
  return (
    <section>
      <h3>Other ways at the bedside</h3>
      <ul className="panel-ways">
        {ways.map((way) => {
          const isRunning = way.standing === "running";
          return (
            <li key={way.id} className="panel-way">
              <span className="grow">
                <span className="semi">{way.name}</span>{" "}
                <span className="second">{STANDING[way.standing] ?? way.standing}</span>
              </span>
              {isIncident && way.standing !== "blocked" && (
                <Button
                  isDisabled={busy}
                  aria-label={isRunning ? `${way.name} has stopped` : `${way.name} is running now`}
                  onPress={() => void run("fallback_run", { patient, fallback: way.id, running: !isRunning })}
                >
                  {isRunning ? "It has stopped" : "It is running now"}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {error && <ErrorBox what={error.what} next={error.next} />}
    </section>
  );
}
