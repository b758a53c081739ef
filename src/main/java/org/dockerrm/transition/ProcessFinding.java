package org.dockerrm.transition;

/**
 * What keeps a process file from coming into force.
 *
 * @param file {@code processes/Install.bpmn}, or that behind the name of a package's type
 * @param element id of the element in the file; empty where it is the whole file
 * @param rule number of the rule that it breaks; 0 where the file cannot be taken as a process
 * @param message what is wrong and what to do
 */
public record ProcessFinding(String file, String element, int rule, String message) {}
