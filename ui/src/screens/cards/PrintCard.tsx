import { useEffect, useRef } from "react";
import { Button } from "../../parts/Button";
import { JobPanel } from "../paper/JobPanel";
import { usePrint } from "../paper/usePrint";

/** Prints one card to a PDF, in place. */
export function PrintCard({ id, onClose }: { id: string; onClose: () => void }) {
  const print = usePrint();
  const started = useRef(false);
  const { start } = print;
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void start({ what: { what: "cards", cards: [id] }, to: "", paper: "a4", mono: true, order: "priority" });
  }, [id, start]);
  return (
    <section className="card card-body stack" aria-label="Printing the card">
      <JobPanel print={print} />
      <div className="row">
        <Button onPress={onClose}>Close</Button>
      </div>
    </section>
  );
}
