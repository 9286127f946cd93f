[=header]
{ lib, ... }:

{
  services.sanoid = {
    enable = true;
<#if interval?has_content>
    # The five-minute and other frequent snapshots are only as frequent as sanoid itself runs.
    interval = lib.mkDefault [=interval];
</#if>

    # Every period is set: what is left out would get sanoid's own numbers, 90 daily ones for
    # instance.
<#list templates as template>
    templates.[=template.name] = [=template.settings];
</#list>

    # A snapshot of a running cluster is what a power cut leaves: good for a fast rollback of the
    # whole dataset, no substitute for point-in-time recovery.
<#list datasets as dataset>
    datasets.[=dataset.name] = [=dataset.settings];
</#list>
  };
}
