/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

/**
 * A launch that a token proved under the rules of a profile.
 *
 * @param id identifies the token in its realm for ever: two with the same id are the same, or the second is fraudulent
 * @param launch the launch that the token proves
 * @param seconds how long another token with this id must be refused, in seconds
 * @param trace a reference by which people find the launch in logs and at the portal; printable ASCII, neither secret
 *     nor personal
 * @param identityProvider the alias of the identity provider where the user must log in; empty for the realm's own
 *     login page or session
 * @param misconfiguration a wrong setting that doesn't stop the launch, in the pack's own words; usually empty
 */
public record OfferedLaunch(
        String id,
        Launch launch,
        long seconds,
        String trace,
        Optional<String> identityProvider,
        Optional<String> misconfiguration) {}
