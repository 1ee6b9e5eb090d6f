/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.SharedDemo;

/**
 * A test of a client of others: it may ask for a parameter of type {@link DemoRealm}, or for the demo that all of them
 * share. Methods annotated with {@code BeforeAll} needn't be static.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({SharedDemo.class, DemoRealm.Resolver.class})
public @interface ClientTest {}
