import { useMemo } from "react";
import type { CensusChanges, WhoRow } from "../../../host";
import { Card } from "../../../parts/Boxes";
import { useNow } from "../../../state/clock";
import { useFrame } from "../../../state/session";
import { when } from "../../../words/format";
import { Changed, People } from "./Lists";
import { LongList } from "./LongList";
import { Opens } from "./Opens";

/** What became other since the snapshot before: who came and went, who lies elsewhere, what is known otherwise. */
export function SinceBefore({ changes }: { changes: CensusChanges | null }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  if (!changes) {
    return (
      <Card title="Since the snapshot before">
        <p>This is the first snapshot that is kept, so there is nothing to compare it with.</p>
      </Card>
    );
  }
  const { came, went, moved, allergies, identity } = changes;
  const isSame = [came, went, moved, allergies, identity].every((list) => list.length === 0);
  return (
    <Card title="Since the snapshot before" aside={`of ${when(changes.since, zone, now)}`} flush>
      {isSame && <p className="quality-none">Nothing became other: the same people in the same beds.</p>}
      <ul className="opens">
        <Opens n={allergies.length} words="with other allergies">
          <Changed label="Other allergies since" rows={allergies} isChange />
        </Opens>
        <Opens n={identity.length} words="known by another name, number or date of birth">
          <Changed label="Another identity since" rows={identity} isChange />
        </Opens>
        <Opens n={moved.length} words="moved">
          <Changed label="Moved since" rows={moved} isChange />
        </Opens>
        <Opens n={came.length} words="came">
          <People label="Came since" people={came} />
        </Opens>
        <Opens n={went.length} words="went">
          <Gone people={went} />
        </Opens>
      </ul>
    </Card>
  );
}

/** Who went is in no bed, so nothing opens. */
function Gone({ people }: { people: readonly WhoRow[] }) {
  const lines = useMemo(
    () => people.map((each) => ({ id: each.patient, text: each.who, content: each.who })),
    [people],
  );
  return <LongList label="Went since" lines={lines} />;
}
