package org.dockerrm.workflow.turn;

/**
 * Where a job works.
 *
 * @param location name of the deployment location
 * @param starts whether it begins with the start of a container
 */
record JobPlace(String location, boolean starts) {}
