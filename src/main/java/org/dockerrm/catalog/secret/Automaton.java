package org.dockerrm.catalog.secret;

import java.util.Arrays;
import java.util.Collection;

/**
 * Finds many patterns in one pass over a text, in time linear in its length (Aho-Corasick). States
 * are numbers; 0 is the start.
 */
final class Automaton {

  private static final int NONE = -1;

  private long[] keys = new long[64];
  private int[] children = new int[64];
  private int[] parent = new int[32];
  private char[] label = new char[32];
  private int[] depth = new int[32];
  private int[] found = new int[32];
  private int size = 1;
  private final int[] fallback;

  Automaton(Collection<String> patterns) {
    Arrays.fill(children, NONE);
    patterns.forEach(this::add);
    fallback = new int[size];
    link();
  }

  /** The state after one more character. */
  int next(int state, char c) {
    int from = state;
    int to = child(from, c);
    while (to == NONE && from != 0) {
      from = fallback[from];
      to = child(from, c);
    }
    return to == NONE ? 0 : to;
  }

  /** The length of the longest pattern that ends in this state; 0 where none does. */
  int found(int state) {
    return found[state];
  }

  /** How many of the last characters may be the beginning of a pattern. */
  int begun(int state) {
    return depth[state];
  }

  private void add(String pattern) {
    int state = 0;
    for (int i = 0; i < pattern.length(); i++) {
      int to = child(state, pattern.charAt(i));
      state = to == NONE ? addChild(state, pattern.charAt(i)) : to;
    }
    found[state] = pattern.length();
  }

  private int addChild(int state, char c) {
    if (size == parent.length) {
      parent = Arrays.copyOf(parent, size * 2);
      label = Arrays.copyOf(label, size * 2);
      depth = Arrays.copyOf(depth, size * 2);
      found = Arrays.copyOf(found, size * 2);
    }
    if (size * 2 > keys.length) {
      grow();
    }
    parent[size] = state;
    label[size] = c;
    depth[size] = depth[state] + 1;
    put(key(state, c), size);
    return size++;
  }

  /** Shorter prefixes first, since a state falls back to a shorter one. */
  private void link() {
    int[] order = new int[size];
    int[] next = new int[Arrays.stream(depth).max().orElse(0) + 2];
    for (int state = 0; state < size; state++) {
      next[depth[state] + 1]++;
    }
    for (int i = 1; i < next.length; i++) {
      next[i] += next[i - 1];
    }
    for (int state = 0; state < size; state++) {
      order[next[depth[state]]++] = state;
    }
    for (int state : order) {
      if (depth[state] > 1) {
        fallback[state] = next(fallback[parent[state]], label[state]);
      }
      if (found[state] == 0) {
        found[state] = found[fallback[state]];
      }
    }
  }

  private static long key(int state, char c) {
    return (long) state << Character.SIZE | c;
  }

  private int child(int state, char c) {
    long key = key(state, c);
    int slot = slot(key);
    while (children[slot] != NONE) {
      if (keys[slot] == key) {
        return children[slot];
      }
      slot = slot + 1 & keys.length - 1;
    }
    return NONE;
  }

  private void put(long key, int child) {
    int slot = slot(key);
    while (children[slot] != NONE) {
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = key;
    children[slot] = child;
  }

  private int slot(long key) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> 32) & keys.length - 1;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldChildren = children;
    keys = new long[oldKeys.length * 2];
    children = new int[oldKeys.length * 2];
    Arrays.fill(children, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldChildren[i] != NONE) {
        put(oldKeys[i], oldChildren[i]);
      }
    }
  }
}
