/**
 * What keeps processes from doing anything but steps, whatever a file that reached the engine says:
 * no code, no expression that reads more than variables, no endless transaction.
 */
@NullMarked
package org.dockerrm.workflow.confinement;

import org.jspecify.annotations.NullMarked;
