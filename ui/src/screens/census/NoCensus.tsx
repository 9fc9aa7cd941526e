import { Empty } from "../../parts/Boxes";
import { Button } from "../../parts/Button";

/** Said where a census would be shown: why it matters, and the one way to one. */
export function NoCensus({ onTake }: { onTake: () => void }) {
  return (
    <Empty
      title="No census yet"
      acts={
        <Button kind="primary" onPress={onTake}>
          Take a census
        </Button>
      }
    >
      Nobody is known to be in a bed, so nobody can be ranked and no chart can be printed. Read a file that another
      system left behind, or a list typed by hand in a spreadsheet.
    </Empty>
  );
}
