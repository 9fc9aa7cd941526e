import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { TakeCensus } from "./take/TakeCensus";
import "./census.css";

/** Takes a census over any screen, so that the reader's place there is not lost. */
export function CensusDialog({ onClose }: { onClose: () => void }) {
  return (
    <DialogBox title="Update the census" onClose={onClose}>
      <TakeCensus
        close={(isTaken) => (
          <Button className="push" onPress={onClose}>
            {isTaken ? "Done" : "Close"}
          </Button>
        )}
      />
    </DialogBox>
  );
}
