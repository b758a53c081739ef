package org.dockerrm.workflow.script;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.location.ScriptProgress;
import org.dockerrm.location.ScriptResult;

/**
 * What a script under way has written, piece by piece and without secrets. The end of what was read
 * is held back as long as it may be the beginning of a secret, and an unfinished line until nothing
 * is added to it or it is long.
 */
final class LiveOutput {

  private static final int LONGEST_LINE = 8 * 1024;

  /** The mask finds pieces of secrets from this length on. */
  private static final int SHORTEST_PIECE = 3;

  /** What is looked for in the kept output to go on from there. */
  private static final int OVERLAP = 1000;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final StringBuilder shown = new StringBuilder();
  private long dropped;
  private byte[] undecoded = {};
  private String held = "";
  private boolean cut;
  private long read;
  private boolean ended;

  /** How many bytes of the script's output are known. */
  long read() {
    return read;
  }

  /** Takes what was read from there on. */
  void add(ScriptProgress piece, SecretMask mask) {
    if (piece.from() > read) {
      show(mask.mask(held, cut, true));
      show("\n(" + (piece.from() - read) + " bytes left out)\n");
      held = "";
      undecoded = new byte[0];
      cut = true;
    }
    read = piece.from() + piece.output().length;
    held += decode(piece.output());
    int settled = mask.settled(held);
    int end = canBeShown(held.substring(settled), mask) ? held.length() : settled;
    if (piece.output().length > 0) {
      int line = Math.max(held.lastIndexOf('\n', end - 1), held.lastIndexOf('\r', end - 1)) + 1;
      end = line > 0 || held.length() <= LONGEST_LINE ? line : end;
    }
    if (end > 0) {
      show(mask.mask(held.substring(0, end), cut, false));
      held = held.substring(end);
      cut = end > settled;
    }
  }

  /**
   * Whether a finished line can be shown although its end may be the beginning of a secret: that is
   * a whole secret itself, or very short, since almost every letter begins an encoded form. What
   * follows would be masked as the end of a secret.
   */
  private static boolean canBeShown(String rest, SecretMask mask) {
    return rest.endsWith("\n")
        && (rest.strip().length() < SHORTEST_PIECE
            || mask.mask(rest, false, false).replace(SecretMask.MASK, "").isBlank());
  }

  private String decode(byte[] piece) {
    ByteBuffer bytes = ByteBuffer.allocate(undecoded.length + piece.length);
    bytes.put(undecoded).put(piece).flip();
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    decoder.decode(bytes, text, false);
    undecoded = new byte[bytes.remaining()];
    bytes.get(undecoded);
    return text.flip().toString().replace("\0", "");
  }

  /** Goes on with the output as it was kept at the script's end, which has no secrets either. */
  void end(String kept) {
    if (ended) {
      return;
    }
    ended = true;
    held = "";
    String told = shown.toString();
    String last = told.substring(Math.max(0, told.length() - OVERLAP));
    if (dropped == 0 && kept.startsWith(told)) {
      show(kept.substring(told.length()));
    } else if (kept.contains(last)) {
      show(kept.substring(kept.lastIndexOf(last) + last.length()));
    } else {
      show("\n(what was kept in the end)\n" + kept);
    }
  }

  private void show(String text) {
    shown.append(text);
    int more = shown.length() - ScriptResult.LONGEST_OUTPUT;
    if (more > 0) {
      shown.delete(0, more);
      dropped += more;
    }
  }

  /** The last 64 KiB of it. */
  String text() {
    return shown.toString();
  }

  /** How many characters came before those. */
  long from() {
    return dropped;
  }
}
