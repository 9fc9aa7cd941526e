import { useState } from "react";
import type { IncidentBag } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { useAct } from "../../state/session";

/** Which bag the running incident works from, and the choice to go on with a newer one. */
export function IncidentBagNotice({ bag }: { bag: IncidentBag }) {
  const [asking, setAsking] = useState(false);
  if (!bag.newer) return null;
  return (
    <Notice>
      <strong>Newer content is here.</strong> {bag.incident} goes on with the bag that it began with ({bag.hash}). The
      next incident begins with the newer one.{" "}
      <Button onPress={() => setAsking(true)}>Use the newer content in this incident…</Button>
      {asking && <TakeNewer bag={bag} onClose={() => setAsking(false)} />}
    </Notice>
  );
}

function TakeNewer({ bag, onClose }: { bag: IncidentBag; onClose: () => void }) {
  const { busy, error, run } = useAct();
  const lost = bag.moves.filter((move) => move.to === null);
  const elsewhere = bag.moves.filter((move) => move.to !== null);
  const take = async () => {
    if (await run("bag_take_newer", {})) onClose();
  };
  return (
    <DialogBox title="Use the newer content now?" onClose={onClose}>
      <p>Cards, roles and the rules of the priority list change for everybody, at once. It is written in the log.</p>
      {bag.moves.length === 0 && <p>No tick is touched: every ticked step says the same in the newer cards.</p>}
      {lost.length > 0 && (
        <section>
          <p className="strong">{lost.length} ticked steps are no longer in the cards. Their ticks stay readable:</p>
          <ul className="content-moves">
            {lost.map((move) => (
              <li key={`${move.card} ${move.from}`}>
                {move.card}, step {move.from}: {move.words}
              </li>
            ))}
          </ul>
        </section>
      )}
      {elsewhere.length > 0 && (
        <p className="second">{elsewhere.length} ticked steps have another number; their ticks go with their words.</p>
      )}
      {error && <ErrorBox what={error.what} kept="Nothing was changed." next={error.next} />}
      <div className="row">
        <Button kind="primary" isDisabled={busy} onPress={() => void take()}>
          Use the newer content
        </Button>
        <Button onPress={onClose}>Leave it as it is</Button>
      </div>
    </DialogBox>
  );
}
