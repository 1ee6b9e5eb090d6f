/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

import java.util.Optional;

import org.keycloak.provider.Provider;

/**
 * A national or organisational profile on top of SMART: it has rules of its own for some of what the pack does. A part of
 * the pack that can be told otherwise has an interface for that, and asks for it with {@link Profiles}; what no profile
 * says stays as SMART has it.
 */
public interface SmartProfile extends Provider {

    /** What the profile has to say in the request's realm; empty where it has nothing to say. */
    <T> Optional<T> rules(Class<T> kind);
}
