/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-lifetimes}, see {@link Lifetimes}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class LifetimesFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public LifetimesFactory() {
        super(
                "smart-nz-lifetimes",
                "NZ-4, NZ-7: access tokens must live less than 60 minutes, refresh and offline tokens"
                        + " less than 24 hours. Longer lives are cut.",
                settings -> new Lifetimes());
    }
}
