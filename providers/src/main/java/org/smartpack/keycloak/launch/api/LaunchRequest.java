/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.List;
import java.util.Optional;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.LaunchContext;

/**
 * What a caller asks for, once it is known to be well-formed (section B2). Whether the app and the FHIR server exist is
 * not known yet.
 *
 * @param context what the app is to get; not empty
 * @param clientId the app that may redeem it
 * @param fhirServer the base URL of the FHIR server for which it holds, as it was sent
 * @param user the person who may redeem it
 * @param lifetime how long it can be redeemed, in seconds, within the limits
 * @param singleUse whether it can be redeemed once only
 * @param ignored keys that mean nothing here
 */
record LaunchRequest(
        LaunchContext context,
        Optional<String> clientId,
        Optional<String> fhirServer,
        Optional<FhirReference> user,
        int lifetime,
        boolean singleUse,
        List<String> ignored) {}
