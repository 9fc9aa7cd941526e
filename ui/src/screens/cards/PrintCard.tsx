import { useEffect, useRef } from "react";
import { Button } from "../../parts/Button";
import { useJob } from "../../state/job";
import { toFiles } from "../../words/toFiles";
import { JobPanel } from "../paper/JobPanel";

/** Prints one card to a PDF, in place: on one side, or on two A5 halves of a side, to be cut. */
export function PrintCard({ id, halves, onClose }: { id: string; halves: boolean; onClose: () => void }) {
  const print = useJob();
  const started = useRef(false);
  const { begin } = print;
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void begin((host) => host.call("print_start", toFiles({ what: "cards", cards: [id], halves, contents: false })));
  }, [id, halves, begin]);
  return (
    <section className="card card-body stack" aria-label="Printing the card">
      <JobPanel print={print} />
      <div className="row">
        <Button onPress={onClose}>Close</Button>
      </div>
    </section>
  );
}
