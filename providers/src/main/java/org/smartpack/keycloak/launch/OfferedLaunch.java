/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

/**
 * A launch that was proven by a token by the rules of a profile.
 *
 * @param id identifies the token in its realm for ever: two with one id are the same, or the second is a fraud
 * @param launch what it is good for
 * @param seconds how long another token with this id must be refused
 * @param trace by which people find the launch again in logs and at the portal; printable ASCII, nothing secret or personal
 * @param identityProvider the alias of the identity provider where the user has to log in; empty for the realm's own login
 *     page or session
 * @param misconfiguration what somebody set up wrongly, although the launch goes on: in the pack's own words; mostly empty
 */
public record OfferedLaunch(
        String id,
        Launch launch,
        long seconds,
        String trace,
        Optional<String> identityProvider,
        Optional<String> misconfiguration) {}
