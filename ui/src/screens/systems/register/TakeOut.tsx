import { useState } from "react";
import { ErrorBox, Notice } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { useAct } from "../../../state/session";

/** Takes a system out of the register, having said what becomes of what was said of it. */
export function TakeOut({
  id,
  name,
  kind,
  said,
  onDone,
}: {
  id: string;
  name: string;
  kind: string;
  said: string;
  onDone: () => void;
}) {
  const { busy, error, run } = useAct();
  const [open, setOpen] = useState(false);
  const takeOut = async () => {
    if (await run("register_remove", { id })) onDone();
  };
  return (
    <div className="register-out">
      <Button aria-expanded={open} onPress={() => setOpen((on) => !on)}>
        Take it out
      </Button>
      {open && (
        <div className="stack stack-8">
          {said === "" ? (
            <p>
              Take {name} out of the register? For its wards counts what is left of its kind ({kind.toLowerCase()}).
            </p>
          ) : (
            <Notice>
              <strong>{said}</strong> That is not lost: it counts for every system of its kind ({kind.toLowerCase()})
              until somebody speaks of the kind as a whole.
            </Notice>
          )}
          <div className="row">
            <Button isDisabled={busy} onPress={() => void takeOut()}>
              Take it out of the register
            </Button>
            <Button onPress={() => setOpen(false)}>Keep it</Button>
          </div>
        </div>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </div>
  );
}
