package org.dockerrm.catalog.container;

import java.util.Optional;

/** Makes a value of a text; empty where the text has not the right form. */
@FunctionalInterface
interface Leaf<T> {

  Optional<T> of(String text);
}
