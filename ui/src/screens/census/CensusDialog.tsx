import { useCallback } from "react";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { useGoing } from "../../state/going";
import { TakeCensus } from "./take/TakeCensus";
import "./census.css";

/** Takes a census over any screen, so that the reader's place there is not lost. */
export function CensusDialog({ onClose }: { onClose: () => void }) {
  const { go } = useGoing();
  const columns = useCallback(
    (path: string) => {
      onClose();
      go("census", `columns:${path}`);
    },
    [onClose, go],
  );
  return (
    <DialogBox title="Update the census" onClose={onClose}>
      <TakeCensus
        onColumns={columns}
        close={(isTaken) => (
          <Button className="push" onPress={onClose}>
            {isTaken ? "Done" : "Close"}
          </Button>
        )}
      />
    </DialogBox>
  );
}
