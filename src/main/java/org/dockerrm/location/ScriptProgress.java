package org.dockerrm.location;

/**
 * What a script has written so far.
 *
 * @param from how many bytes of its output come before those here
 * @param output standard output and error together from there on, at most the last 64 KiB
 * @param parameters the properties file as it is now (YAML); empty where it is larger than 1 MB
 */
public record ScriptProgress(long from, byte[] output, String parameters) {}
