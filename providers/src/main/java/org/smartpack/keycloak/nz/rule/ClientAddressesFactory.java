/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-client-uris}, see {@link ClientAddresses}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class ClientAddressesFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public ClientAddressesFactory() {
        super(
                "smart-nz-client-uris",
                "NZ-27, NZ-29: addresses of the client must begin with https (http is for loopback"
                        + " only); redirect addresses must have no wildcard.",
                settings -> new ClientAddresses());
    }
}
