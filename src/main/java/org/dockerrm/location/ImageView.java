package org.dockerrm.location;

/**
 * An image on a host.
 *
 * @param id the image's full id
 * @param user the user its containers run as, as the image names it; empty for root
 */
public record ImageView(String id, String user) {}
