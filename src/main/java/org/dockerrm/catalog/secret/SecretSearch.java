package org.dockerrm.catalog.secret;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dockerrm.catalog.secret.TextView.Escape;

/** Tells which characters of a text belong to secrets. */
public final class SecretSearch {

  /** Fewer characters of a secret at a cut reveal nothing, and occur by chance. */
  private static final int SHORTEST_PIECE = 3;

  /** Most characters of all forms, each of which may take some 80 bytes in each direction. */
  private static final int MOST_CHARACTERS = 1 << 19;

  /** Most secrets that are looked for one after the other. */
  private static final int MOST_SHORT = 1_000;

  private static final int FIXED_WEIGHT = 100;

  private final List<String> shortOnes;
  private final boolean tooLarge;
  private final Set<String> forms;
  private final Automaton forwards;

  /** Found when a text was cut at its beginning; made when that happens first. */
  private volatile Optional<Automaton> backwards = Optional.empty();

  /**
   * Takes the secrets; empty ones and those of white space alone are none. Where all forms of all
   * are too many, each is looked for as it is; where even that is too much, for none.
   */
  public SecretSearch(Collection<String> secrets) {
    List<String> all = secrets.stream().filter(secret -> !secret.isBlank()).distinct().toList();
    shortOnes = all.stream().filter(SecretSearch::isShort).map(String::strip).toList();
    List<String> others = all.stream().filter(secret -> !isShort(secret)).toList();
    Optional<Set<String>> found =
        forms(others, SecretForms::of).or(() -> forms(others, SecretForms::plain));
    tooLarge = found.isEmpty() || shortOnes.size() > MOST_SHORT;
    forms = tooLarge ? Set.of() : found.orElseThrow();
    forwards = new Automaton(forms);
  }

  private static Optional<Set<String>> forms(
      List<String> secrets, Function<String, Set<String>> formsOf) {
    Set<String> forms = new LinkedHashSet<>();
    int characters = 0;
    for (String secret : secrets) {
      for (String form : formsOf.apply(secret)) {
        characters += forms.add(form) ? form.length() : 0;
        if (characters > MOST_CHARACTERS) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(forms);
  }

  private static boolean isShort(String secret) {
    return TextView.withoutSpace(secret).length() < SecretForms.SHORTEST;
  }

  /** Whether there is nothing to look for. */
  public boolean isEmpty() {
    return forms.isEmpty() && shortOnes.isEmpty();
  }

  /** Whether the secrets are more than can be looked for, so that no text may be shown. */
  public boolean isTooLarge() {
    return tooLarge;
  }

  /** What it takes in memory: states of automata, roughly. */
  public int weight() {
    return FIXED_WEIGHT + shortOnes.size() + 2 * forms.stream().mapToInt(String::length).sum();
  }

  /**
   * For each character whether it belongs to a secret.
   *
   * @param cutBefore whether the text's beginning may be the end of a secret
   * @param cutAfter whether the text's end may be the beginning of one
   */
  public boolean[] in(String text, boolean cutBefore, boolean cutAfter) {
    Marks marks = new Marks(text.length());
    views(text)
        .forEach(
            view -> {
              int begun = find(view, marks);
              if (cutAfter && begun >= SHORTEST_PIECE) {
                marks.add(view.from(view.length() - begun), text.length());
              }
              int ended = cutBefore ? ended(view) : 0;
              if (ended >= SHORTEST_PIECE) {
                marks.add(0, view.to(ended - 1));
              }
            });
    shortOnes.forEach(secret -> findShort(text, secret, marks));
    return marks.all();
  }

  /** The length of the text's beginning in which no secret can begin that is not yet complete. */
  public int settled(String text) {
    int begunShort = text.length();
    while (begunShort > 0
        && !Character.isWhitespace(text.charAt(begunShort - 1))
        && text.length() - begunShort < SecretForms.SHORTEST) {
      begunShort--;
    }
    int latest = shortOnes.isEmpty() ? text.length() : begunShort;
    int settled =
        views(text).stream()
            .mapToInt(
                view -> {
                  int begun = find(view, new Marks(0));
                  return begun == 0 ? latest : Math.min(latest, view.from(view.length() - begun));
                })
            .min()
            .orElse(latest);
    return settled < text.length() ? before(settled, in(text, false, false)) : settled;
  }

  /** Not amid a secret that is complete: its parts would not be known as such. */
  private static int before(int place, boolean[] secret) {
    int begin = place;
    while (begin > 0 && secret[begin] && secret[begin - 1]) {
      begin--;
    }
    return begin;
  }

  /** The text, and without each kind of escape, also where it was escaped twice. */
  private static List<TextView> views(String text) {
    List<TextView> views = new ArrayList<>();
    TextView plain = TextView.of(text);
    views.add(plain);
    for (Escape escape : Escape.values()) {
      Optional<TextView> once = plain.without(escape);
      once.ifPresent(views::add);
      once.flatMap(view -> view.without(escape)).ifPresent(views::add);
    }
    return views;
  }

  /** Marks what is found; returns how many of the last characters may be a beginning. */
  private int find(TextView view, Marks marks) {
    int state = 0;
    for (int i = 0; i < view.length(); i++) {
      state = forwards.next(state, view.at(i));
      int found = forwards.found(state);
      if (found > 0) {
        marks.add(view.from(i + 1 - found), view.to(i));
      }
    }
    return forwards.begun(state);
  }

  /** How many of the first characters may be an end. */
  private int ended(TextView view) {
    Automaton reversed =
        backwards.orElseGet(
            () ->
                new Automaton(
                    forms.stream()
                        .map(form -> new StringBuilder(form).reverse().toString())
                        .toList()));
    backwards = Optional.of(reversed);
    int state = 0;
    for (int i = view.length() - 1; i >= 0; i--) {
      state = reversed.next(state, view.at(i));
    }
    return reversed.begun(state);
  }

  private static void findShort(String text, String secret, Marks marks) {
    for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
      int end = at + secret.length();
      boolean within =
          at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))
              || end < text.length() && Character.isLetterOrDigit(text.charAt(end));
      if (!within) {
        marks.add(at, end);
      }
    }
  }

  /** Ranges of a text, put together at the end. */
  private static final class Marks {

    /** For each end the earliest beginning, one more, so that 0 is none. */
    private final int[] begin;

    Marks(int length) {
      begin = new int[length + 1];
    }

    void add(int from, int to) {
      if (to < begin.length && (begin[to] == 0 || begin[to] > from + 1)) {
        begin[to] = from + 1;
      }
    }

    boolean[] all() {
      boolean[] marked = new boolean[begin.length - 1];
      int from = marked.length;
      for (int i = marked.length; i > 0; i--) {
        from = begin[i] == 0 ? from : Math.min(from, begin[i] - 1);
        marked[i - 1] = from < i;
      }
      return marked;
    }
  }
}
