<#import "template.ftl" as layout>
<#import "smart-choice.ftl" as choice>
<@layout.registrationLayout; section>
<#if section = "header">
  ${msg("smartUnavailableTitle")}
<#elseif section = "form">
  <@choice.styles/>
  <form class="smart-choice" action="${url.loginAction}" method="post">
    <p class="smart-intro">${msg("smartUnavailableText", choice.appName)}</p>
    <div class="smart-actions">
      <@choice.button name="accept" value="retry" label=msg("smartRetry")/>
      <@choice.cancel/>
    </div>
  </form>
</#if>
</@layout.registrationLayout>
