import { useEffect, useRef } from "react";
import { Button } from "../../parts/Button";
import { useJob } from "../../state/job";
import { JobPanel } from "../paper/JobPanel";

/** Prints one card to a PDF, in place. */
export function PrintCard({ id, onClose }: { id: string; onClose: () => void }) {
  const print = useJob();
  const started = useRef(false);
  const { begin } = print;
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void begin((host) =>
      host.call("print_start", {
        what: { what: "cards", cards: [id] },
        to: "",
        paper: "a4",
        mono: true,
        order: "priority",
      }),
    );
  }, [id, begin]);
  return (
    <section className="card card-body stack" aria-label="Printing the card">
      <JobPanel print={print} />
      <div className="row">
        <Button onPress={onClose}>Close</Button>
      </div>
    </section>
  );
}
