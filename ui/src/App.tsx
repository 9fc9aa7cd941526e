import { useState } from "react";
import { Shell } from "./frame/Shell";
import type { Host } from "./host";
import { ErrorBox, Loading } from "./parts/Boxes";
import { Button } from "./parts/Button";
import { FirstRun } from "./screens/firstrun/FirstRun";
import { Lock } from "./screens/lock/Lock";
import { AnnouncerRegions } from "./state/announcer";
import { SessionProvider, useSession } from "./state/session";

/** First run, sign-in or the open home, whichever the engine says. */
export function App({ host }: { host: Host }) {
  return (
    <AnnouncerRegions>
      <SessionProvider host={host}>
        <Gate />
      </SessionProvider>
    </AnnouncerRegions>
  );
}

function Gate() {
  const { status, frame, fault, refresh } = useSession();
  // First run outlives the making of the home: the recovery code is shown once and must not be swept away.
  const [packed, setPacked] = useState<boolean | null>(null);
  if (status?.state === "missing" && packed === null) setPacked(false);
  if (!status || (status.state === "open" && !frame && packed !== false)) {
    return (
      <main className="gate">
        <h1>Battlebag</h1>
        {fault ? (
          <ErrorBox what={fault.what} next={fault.next}>
            <Button kind="primary" onPress={() => void refresh()}>
              Try again
            </Button>
          </ErrorBox>
        ) : (
          <Loading what="Opening the bag." />
        )}
      </main>
    );
  }
  if (packed === false) return <FirstRun status={status} onDone={() => setPacked(true)} />;
  if (status.state === "locked") return <Lock status={status} />;
  return <Shell />;
}
