import { RefreshCw, TriangleAlert } from "lucide-react";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";

/** Where a filled report comes from, how old that is, and the press that takes the newest. */
export function FilledBar({ at, isOld, onFill }: { at: string; isOld: boolean; onFill: () => void }) {
  return (
    <div className={`row writing-wide filled ${isOld ? "filled-old" : ""}`} role="status">
      {isOld ? (
        <>
          <Icon of={TriangleAlert} size={20} />
          <span className="grow">
            <strong>The board has changed since {at}.</strong> What you wrote yourself stays.
          </span>
          <Button icon={RefreshCw} onPress={onFill}>
            Fill again
          </Button>
        </>
      ) : (
        <span className="second">Filled from the board and the log at {at}. Read it, mend it, then sign.</span>
      )}
    </div>
  );
}
